using System.Net;
using Callgoose.Delivery.Addresses;

namespace Callgoose.Delivery.Sending;

/// <summary>The HTTP client of everything that leaves the server: no redirects, no cookies, and only addresses that are allowed.</summary>
internal static class OutgoingHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes a client; connects to nobody.</summary>
    /// <param name="guard">Where it may send to.</param>
    /// <param name="proxy">The proxy that everything goes through; null for none.</param>
    /// <param name="resolve">Looks names up; null for the system's way.</param>
    public static HttpMessageInvoker Create(AddressGuard guard, Uri? proxy, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        // With a proxy it is the proxy that looks up names, so it is what has to be trusted; its own address is the configuration's word.
        var connections = new OutgoingConnections(proxy is null ? guard : new AddressGuard([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]), resolve);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellation) => connections.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
        });
    }
}
