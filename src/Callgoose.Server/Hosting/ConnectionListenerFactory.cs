using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>Makes the listeners of the HTTP server (<see cref="ConnectionListener"/>).</summary>
internal sealed class ConnectionListenerFactory(SocketTransportOptions options, ILoggerFactory loggers) : IConnectionListenerFactory
{
    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">Another process listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            // Binding finds an address in use on Linux, and listening does where two processes bound it at once.
            socket = options.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Backlog);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(e.Message, e);
        }

        return ValueTask.FromResult<IConnectionListener>(new ConnectionListener(socket, options, loggers));
    }
}
