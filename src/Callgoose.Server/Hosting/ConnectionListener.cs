using System.Net;
using System.Net.Sockets;
using Callgoose.Observability;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Accepts connections for the HTTP server on the thread pool, and pauses if the system refuses one.</summary>
/// <remarks>
/// Kestrel's own listener retries at once when the process may not open more files. With the way sockets are watched here
/// (<see cref="SocketThreads"/>) it would loop forever, on the one thread that could close some.
/// </remarks>
internal sealed class ConnectionListener : IConnectionListener
{
    /// <summary>How long to pause after a refusal. New connections wait in the system's backlog meanwhile.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>After this time without a refusal, the next one is logged again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Socket socket;
    private readonly SocketConnectionContextFactory connections;
    private readonly ILogger log;
    private long lastRefusal = long.MinValue;

    /// <summary>Wraps a listening socket.</summary>
    public ConnectionListener(Socket socket, SocketTransportOptions options, ILoggerFactory loggers)
    {
        this.socket = socket;
        connections = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions
            {
                UnsafePreferInlineScheduling = options.UnsafePreferInlineScheduling,
                WaitForDataBeforeAllocatingBuffer = options.WaitForDataBeforeAllocatingBuffer,
                MaxReadBufferSize = options.MaxReadBufferSize,
            },
            loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets"));
        log = loggers.CreateLogger("callgoose");
    }

    /// <inheritdoc/>
    public EndPoint EndPoint => socket.LocalEndPoint!;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken);

                // Leave the thread that watches the sockets.
                await Task.Yield();
                accepted.NoDelay = true;
                return connections.Create(accepted);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException e) when (accepted is null && e.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted))
            {
                Tell(e);
                await Task.Delay(Pause, cancellationToken);
            }
            catch (SocketException)
            {
                // The client disconnected before it was accepted.
                accepted?.Dispose();
                await Task.Yield();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        connections.Dispose();
        return default;
    }

    private void Tell(SocketException refusal)
    {
        long now = Environment.TickCount64;
        if (lastRefusal == long.MinValue || now - lastRefusal > Silence.TotalMilliseconds)
        {
            log.CannotAccept(refusal.Message);
        }

        lastRefusal = now;
    }
}
