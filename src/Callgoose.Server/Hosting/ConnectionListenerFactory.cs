using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Creates the listeners of the HTTP server (<see cref="ConnectionListener"/>).</summary>
internal sealed class ConnectionListenerFactory(SocketTransportOptions options, ILoggerFactory loggers) : IConnectionListenerFactory
{
    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">Another process listens on the address.</exception>
    /// <exception cref="IOException">The system refuses the address.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            // On Linux, binding detects an address in use; if two processes bind it at once, listening detects it.
            socket = options.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Backlog);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(e.Message, e);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new IOException($"{endpoint} cannot be listened on: {e.Message}.{Advice(e.SocketErrorCode, endpoint)}", e);
        }

        return ValueTask.FromResult<IConnectionListener>(new ConnectionListener(socket, options, loggers));
    }

    private static string Advice(SocketError error, EndPoint endpoint) => (error, endpoint) switch
    {
        (SocketError.AccessDenied, IPEndPoint { Port: < 1024 }) =>
            " Ports below 1024 need a right: take a higher port behind a proxy, or give the service AmbientCapabilities=CAP_NET_BIND_SERVICE.",
        (SocketError.AddressNotAvailable, _) => " No interface of this machine has that address.",
        _ => string.Empty,
    };
}
