using System.Net;
using Callgoose.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Http;

/// <summary>Which headers decide where a request came from. The proxies are 10.0.0.0/8 and ::1.</summary>
public class RequestOriginTests
{
    private static readonly IReadOnlyList<IPNetwork> Proxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128")];

    [Theory]
    [InlineData("192.0.2.1", "203.0.113.9", "192.0.2.1")]
    [InlineData("10.1.1.1", null, "10.1.1.1")]
    [InlineData("10.1.1.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:10.1.1.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.1.1.1", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("10.1.1.1", "198.51.100.1,203.0.113.9 , 10.2.2.2", "203.0.113.9")]
    [InlineData("10.1.1.1", "10.9.9.9,10.2.2.2", "10.9.9.9")]
    [InlineData("10.1.1.1", "203.0.113.9:4711", "203.0.113.9")]
    [InlineData("10.1.1.1", "[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("10.1.1.1", "unknown", "10.1.1.1")]
    [InlineData("10.1.1.1", "203.0.113.9, nonsense, 10.2.2.2", "10.2.2.2")]
    [InlineData("10.1.1.1", " , ", "10.1.1.1")]
    [InlineData(null, "203.0.113.9", "")]
    public void The_client_is_the_rightmost_address_that_is_no_proxy(string? peer, string? header, string client) =>
        Assert.Equal(client, Of(peer, header, null).Address);

    [Fact]
    public void Several_headers_are_one_list() =>
        Assert.Equal("203.0.113.9", RequestOrigin.Of(Features("10.1.1.1", f => f.Headers["X-Forwarded-For"] = new(["198.51.100.1", "203.0.113.9, 10.2.2.2"])), Proxies).Address);

    [Theory]
    [InlineData("192.0.2.1", "https", "http")]
    [InlineData("10.1.1.1", "https", "https")]
    [InlineData("10.1.1.1", "http, HTTPS", "https")]
    [InlineData("10.1.1.1", "https, http", "http")]
    [InlineData("10.1.1.1", "gopher", "http")]
    [InlineData("10.1.1.1", null, "http")]
    public void The_scheme_is_what_the_nearest_proxy_says(string peer, string? header, string scheme) =>
        Assert.Equal(scheme, Of(peer, null, header).Scheme);

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("fd00::1", "fd00::1/128")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.0.0.1/8", "10.0.0.0/8")]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("localhost", null)]
    [InlineData("", null)]
    public void Networks_are_read_as_they_are_written(string text, string? network) =>
        Assert.Equal(network, ProxyNetworks.TryParse(text, out IPNetwork read) ? read.ToString() : null);

    private static RequestOrigin Of(string? peer, string? forwardedFor, string? forwardedProto) => RequestOrigin.Of(
        Features(peer, request =>
        {
            request.Headers["X-Forwarded-For"] = forwardedFor;
            request.Headers["X-Forwarded-Proto"] = forwardedProto;
        }),
        Proxies);

    private static FeatureCollection Features(string? peer, Action<HttpRequestFeature> fill)
    {
        var request = new HttpRequestFeature { Scheme = "http" };
        fill(request);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer) });
        return features;
    }
}
