using System.Net;
using Callgoose.Delivery.Addresses;

namespace Callgoose.Delivery.Sending;

/// <summary>The HTTP client for everything that leaves the server: no redirects, no cookies, and only allowed addresses.</summary>
internal static class OutgoingHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Creates a client, without connecting.</summary>
    /// <param name="guard">Decides which addresses are allowed.</param>
    /// <param name="proxy">The proxy for all connections; null for none.</param>
    /// <param name="resolve">Resolves host names; null for the system's resolver.</param>
    public static HttpMessageInvoker Create(AddressGuard guard, Uri? proxy, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        // A proxy resolves names itself, so it must be trusted with that. The proxy's own address is trusted because the configuration names it.
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
