using System.Net;
using System.Net.Sockets;

namespace Callgoose.LoadTest.Platform;

/// <summary>Ports of the loopback interface, for servers that cannot report a port of their own choice.</summary>
internal static class LoopbackPort
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A port that no program listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a program listens; false if none does for long.</summary>
    public static async Task<bool> ListensAsync(int port)
    {
        for (DateTime end = DateTime.UtcNow + StartTimeout; DateTime.UtcNow < end; await Task.Delay(50))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        return false;
    }
}
