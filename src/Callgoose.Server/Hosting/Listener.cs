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

/// <summary>Configures the HTTP server with its addresses and limits.</summary>
internal static class Listener
{
    /// <summary>How long a body or an answer may stay below the minimum data rate: a short packet loss is not an attack.</summary>
    private static readonly TimeSpan DataRateGrace = TimeSpan.FromSeconds(5);

    /// <summary>The most unread bytes that a connection may have sent. A thousand pipelined bodies must not take a gigabyte.</summary>
    private const int RequestBuffer = 64 * 1024;

    /// <summary>Creates the server without starting it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="certificate">The certificate of the TLS addresses; null if there is none.</param>
    /// <param name="connections">Counts the connections.</param>
    /// <param name="loggers">The loggers.</param>
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

        // Handshakes have their own turns, so that a flood of them does not delay the long work of accepted connections.
        var handshakes = new LongWork();
        foreach (string url in settings.Urls)
        {
            Listen(options, BindingAddress.Parse(url), certificate, limits, handshakes);
        }

        if (settings.Store is null)
        {
            SocketThreads.ServeInline();
        }

        // Each waiting connection keeps a buffer of 4 KiB, which saves a system call per request.
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

    /// <summary>Returns the limits with no more connections than the process may open.</summary>
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

        // The server's own limit includes the framing of chunks, up to six bytes each; BodyStep enforces the exact limits.
        server.MaxRequestBodySize = 8L * Math.Max(limits.Body, limits.CompressedBody);

        // The most data that a client may send before it is read: for all streams of a connection together, and for each.
        server.Http2.InitialConnectionWindowSize = 4 * RequestBuffer;
        server.Http2.InitialStreamWindowSize = 2 * RequestBuffer;
        server.Http2.MaxRequestHeaderFieldSize = Math.Min(limits.HeaderBytes, server.Http2.MaxRequestHeaderFieldSize);
    }
}
