using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Http;

/// <summary>Where a request came from, for people to read.</summary>
/// <param name="Address">The address of the client; empty if it is not known.</param>
/// <param name="Scheme">The scheme that the client used: http or https.</param>
internal readonly record struct RequestOrigin(string Address, string Scheme)
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <summary>Finds the origin of a request. What headers say of it is believed only of proxies that are known, hop by hop.</summary>
    /// <param name="features">The request and its connection.</param>
    /// <param name="proxies">The networks of the proxies that are known.</param>
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
    /// Each proxy adds the address that it sees to the right, so the client is the rightmost one that is no proxy of ours:
    /// everything left of it is what the client itself may have made up.
    /// </summary>
    private static IPAddress Client(IPAddress peer, IHeaderDictionary headers, IReadOnlyList<IPNetwork> proxies)
    {
        IPAddress client = peer;
        string[] hops = string.Join(',', headers[ForwardedFor].ToArray()).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (int i = hops.Length - 1; i >= 0 && ProxyNetworks.Contain(proxies, client); i--)
        {
            // Some proxies add the port, IPv6 addresses then stand in brackets; IPEndPoint reads all of these forms.
            if (!IPEndPoint.TryParse(hops[i], out IPEndPoint? hop))
            {
                break;
            }

            client = hop.Address;
        }

        return client;
    }

    /// <summary>The last one is that of the proxy which is connected to this server.</summary>
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
