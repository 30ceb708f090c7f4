using Callgoose.Auth;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Auth;

/// <summary>Whether a request with a cookie comes from the server's own page.</summary>
public class SameOriginTests
{
    [Theory]
    [InlineData("http", "http://host:8080", true)]
    [InlineData("http", "HTTP://HOST:8080", true)]
    [InlineData("http", "https://host:8080", true)]
    [InlineData("https", "https://host:8080", true)]
    [InlineData("https", "http://host:8080", false)]
    [InlineData("http", "x://host:8080", false)]
    [InlineData("http", "://host:8080", false)]
    [InlineData("http", "chrome-extension://host:8080", false)]
    [InlineData("http", "http://host", false)]
    [InlineData("http", "http://host:8080/", false)]
    [InlineData("http", "http://x://host:8080", false)]
    [InlineData("http", "http://user@host:8080", false)]
    [InlineData("http", "null", false)]
    [InlineData("http", "", false)]
    public void An_origin_is_ours_if_scheme_and_host_are(string scheme, string origin, bool isOurs) =>
        Assert.Equal(isOurs, SameOrigin.IsOurs(Request(scheme, "host:8080", origin)));

    [Fact]
    public void No_host_is_no_origin() => Assert.False(SameOrigin.IsOurs(Request("http", "", "http://")));

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("none", false)]
    public void What_the_browser_says_of_the_site_decides(string site, bool isOurs)
    {
        HttpRequestFeature request = Request("http", "host", isOurs ? "http://other" : "http://host");
        request.Headers["Sec-Fetch-Site"] = site;

        Assert.Equal(isOurs, SameOrigin.IsOurs(request));
        Assert.Equal(!isOurs, SameOrigin.IsForeign(request));
    }

    [Fact]
    public void What_says_nothing_is_neither_ours_nor_foreign()
    {
        var request = new HttpRequestFeature();

        Assert.False(SameOrigin.IsOurs(request));
        Assert.False(SameOrigin.IsForeign(request));
    }

    private static HttpRequestFeature Request(string scheme, string host, string origin)
    {
        var request = new HttpRequestFeature { Scheme = scheme };
        request.Headers.Host = host;
        request.Headers.Origin = origin;
        return request;
    }
}
