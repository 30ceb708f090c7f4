using System.Net;
using System.Net.Sockets;
using Callgoose.Delivery.Addresses;

namespace Callgoose.Delivery.Sending;

/// <summary>Opens connections to destinations: only to allowed addresses, and never on the threads that watch sockets.</summary>
/// <param name="guard">Decides which addresses are allowed.</param>
/// <param name="resolve">Resolves host names; null for the system's resolver.</param>
internal sealed class OutgoingConnections(AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Connects to a host.</summary>
    /// <exception cref="ForbiddenAddressException">The name has only addresses that are not allowed.</exception>
    /// <exception cref="SocketException">None of its addresses can be reached.</exception>
    /// <remarks>Connects to the very address that was checked: the name is not resolved again.</remarks>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await resolve(host, cancellation);
        IPAddress[] permitted = [.. addresses.Where(guard.Allows)];
        if (permitted.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenAddressException(addresses[0], AddressGuard.IsNeverAllowed(addresses[0]));
        }

        SocketException? failure = null;
        foreach (IPAddress address in permitted)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellation);
                await PoolThread.Enter();
                return new PooledStream(new NetworkStream(socket, ownsSocket: true));
            }
            catch (SocketException e)
            {
                socket.Dispose();
                failure = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure!;
    }
}
