using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Http;

/// <summary>Where a request came from, for people to read.</summary>
/// <param name="Address">The client's address; empty if it is unknown.</param>
/// <param name="Scheme">The scheme that the client used: http or https.</param>
internal readonly record struct RequestOrigin(string Address, string Scheme)
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <summary>Finds the origin of a request. Headers count only if a known proxy added them, hop by hop.</summary>
    /// <param name="features">The request and its connection.</param>
    /// <param name="proxies">The networks of the known proxies.</param>
    public static RequestOrigin Of(IFeatureCollection features, IReadOnlyList<IPNetwork> proxies)
    {
        IPAddress? peer = features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (!ProxyNetworks.Contain(proxies, peer))
        {
            return new RequestOrigin(Text(peer), request.Scheme);
        }

        return new RequestOrigin(Text(Client(peer, request.Headers, proxies)), SchemeOf(request));
    }

    /// <summary>
    /// Finds the client's address. Each proxy appends the address that it sees on the right, so the client is the rightmost address that is not a known proxy.
    /// The client may have invented everything to the left of it.
    /// </summary>
    private static IPAddress Client(IPAddress peer, IHeaderDictionary headers, IReadOnlyList<IPNetwork> proxies)
    {
        IPAddress client = peer;
        string[] hops = string.Join(',', headers[ForwardedFor].ToArray()).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (int i = hops.Length - 1; i >= 0 && ProxyNetworks.Contain(proxies, client); i--)
        {
            // Some proxies append the port and then put IPv6 addresses in brackets; IPEndPoint parses all of these forms.
            if (!IPEndPoint.TryParse(hops[i], out IPEndPoint? hop))
            {
                break;
            }

            client = hop.Address;
        }

        return client;
    }

    /// <summary>Returns the last scheme in the header: that of the proxy connected to this server.</summary>
    private static string SchemeOf(IHttpRequestFeature request)
    {
        StringValues header = request.Headers[ForwardedProto];
        string? last = header.Count == 0 ? null : header[^1]!.Split(',', StringSplitOptions.TrimEntries)[^1];
        return string.Equals(last, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps
            : string.Equals(last, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttp
            : request.Scheme;
    }

    private static string Text(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? string.Empty;
}
