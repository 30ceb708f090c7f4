using Callgoose.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Auth;

/// <summary>Which cookie belongs to the session.</summary>
public class SessionCookieTests
{
    [Theory]
    [InlineData("http", "callgoose_session=a", "a")]
    [InlineData("http", "x=1; callgoose_session=a; y=2", "a")]
    [InlineData("http", "__Host-callgoose_session=a", "a")]
    [InlineData("http", "callgoose_session=planted; __Host-callgoose_session=a", "a")]
    [InlineData("https", "__Host-callgoose_session=a; callgoose_session=planted", "a")]
    [InlineData("https", "callgoose_session=planted", null)]
    [InlineData("http", "callgoose_session", null)]
    [InlineData("http", "callgoose_sessions=a", null)]
    [InlineData("http", "", null)]
    public void Over_tls_only_a_cookie_of_this_very_host_counts(string scheme, string cookies, string? id)
    {
        var request = new HttpRequestFeature { Scheme = scheme };
        request.Headers.Cookie = cookies;

        Assert.Equal(id, SessionCookie.Find(request));
    }

    [Fact]
    public void Signing_out_over_tls_clears_both_names()
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "https";
        SessionCookie.Clear(context);

        Assert.Equal(
            ["__Host-callgoose_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure", "callgoose_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"],
            context.Response.Headers.SetCookie.ToArray());
    }
}
