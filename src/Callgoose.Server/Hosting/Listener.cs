using System.Net;
using Callgoose.Configuration;
using Callgoose.Observability;
using Callgoose.Observability.Metrics;
using Callgoose.Threads;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Callgoose.Hosting;

/// <summary>The HTTP server with its addresses and its limits.</summary>
internal static class Listener
{
    /// <summary>How long a body or an answer may be slower than its least rate: a moment of a lost packet is no attack.</summary>
    private static readonly TimeSpan DataRateGrace = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes a connection may have sent that nobody has asked for yet. A thousand pipelined bodies must not be a gigabyte.</summary>
    private const int RequestBuffer = 64 * 1024;

    /// <summary>Makes the server, which does not listen yet.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="certificate">The certificate of addresses with TLS; null if there is none.</param>
    /// <param name="connections">Counts the connections.</param>
    /// <param name="loggers">Where it logs.</param>
    public static KestrelServer Create(
        ServerSettings settings, ServerCertificate? certificate, ConnectionCounters connections, ILoggerFactory loggers)
    {
        var options = new KestrelServerOptions
        {
            AddServerHeader = false,
            RequestHeaderEncodingSelector = DecimalLength.Of,
        };
        ServerLimits limits = Lowered(settings.Limits, loggers.CreateLogger("callgoose"));
        Apply(limits, options.Limits);
        options.ConfigureEndpointDefaults(endpoint => endpoint.Use(connections.Around));
        if (certificate is not null)
        {
            options.ApplicationServices = KestrelServices.Create(loggers);
        }

        // Of its own: a flood of handshakes is not to hold up the long work of those who are in.
        var handshakes = new LongWork();
        foreach (string url in settings.Urls)
        {
            Listen(options, BindingAddress.Parse(url), certificate, limits, handshakes);
        }

        if (settings.Store is null)
        {
            SocketThreads.ServeInline();
        }

        // A buffer of 4 KiB for each connection that waits saves every request a call to the system.
        var sockets = new SocketTransportOptions
        {
            UnsafePreferInlineScheduling = true,
            WaitForDataBeforeAllocatingBuffer = false,
            MaxReadBufferSize = options.Limits.MaxRequestBufferSize,
        };
        var transport = new ConnectionListenerFactory(sockets, loggers);
        return new KestrelServer(Options.Create(options), transport, loggers);
    }

    private static void Listen(
        KestrelServerOptions options,
        BindingAddress address,
        ServerCertificate? certificate,
        ServerLimits limits,
        LongWork handshakes)
    {
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            options.ListenLocalhost(address.Port, Configure);
        }
        else if (IPAddress.TryParse(address.Host, out IPAddress? ip))
        {
            options.Listen(ip, address.Port, Configure);
        }
        else
        {
            options.ListenAnyIP(address.Port, Configure);
        }

        void Configure(ListenOptions listen)
        {
            if (address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            {
                listen.Use(next => connection => HalfClosedTimeout.ServeAsync(connection, next, handshakes, TimeProvider.System));
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(certificate!.Current),
                    HandshakeTimeout = limits.HeaderTimeout,
                });
                listen.Use(static next => connection =>
                {
                    connection.Features.Get<PooledInput>()?.LeaveLongWork();
                    return next(connection);
                });
            }
            else
            {
                listen.Use(static next => connection => PooledConnection.ServeAsync(connection, next));
            }
        }
    }

    /// <summary>The limits with no more connections than there is room for.</summary>
    private static ServerLimits Lowered(ServerLimits limits, ILogger log)
    {
        long room = DescriptorLimit.Connections(out long descriptors);
        if (limits.Connections <= room)
        {
            return limits;
        }

        log.ConnectionsLowered(limits.Connections, descriptors, (int)room);
        return limits with { Connections = (int)room };
    }

    private static void Apply(ServerLimits limits, KestrelServerLimits server)
    {
        server.MaxConcurrentConnections = limits.Connections;
        server.MaxRequestLineSize = limits.RequestLine;
        server.MaxRequestHeaderCount = limits.Headers;
        server.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        server.RequestHeadersTimeout = limits.HeaderTimeout;
        server.KeepAliveTimeout = limits.KeepAliveTimeout;
        server.MinRequestBodyDataRate = new MinDataRate(limits.DataRate, DataRateGrace);
        server.MinResponseDataRate = new MinDataRate(limits.DataRate, DataRateGrace);
        server.MaxRequestBufferSize = RequestBuffer + limits.RequestLine + limits.HeaderBytes;

        // The server's own limit counts the framing of chunks, up to six bytes for one; BodyStep holds the exact limits.
        server.MaxRequestBodySize = 8L * Math.Max(limits.Body, limits.CompressedBody);

        // What a client may send without being read, for the streams of a connection together and for each.
        server.Http2.InitialConnectionWindowSize = 4 * RequestBuffer;
        server.Http2.InitialStreamWindowSize = 2 * RequestBuffer;
        server.Http2.MaxRequestHeaderFieldSize = Math.Min(limits.HeaderBytes, server.Http2.MaxRequestHeaderFieldSize);
    }
}
