using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Bytes on a socket, for requests that a well-behaved client cannot send.</summary>
public static class RawHttp
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    /// <summary>Connects, without delays on writes.</summary>
    public static async Task<NetworkStream> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a text and returns everything that comes back until the server closes.</summary>
    public static Task<string> ExchangeAsync(Uri address, string request) => ExchangeAsync(address, Encoding.UTF8.GetBytes(request));

    /// <summary>Sends pieces, each with its own write, and returns everything that comes back until the server closes.</summary>
    public static async Task<string> ExchangeAsync(Uri address, params ReadOnlyMemory<byte>[] pieces)
    {
        await using NetworkStream stream = await ConnectAsync(address);
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            await stream.WriteAsync(piece);
        }

        return await ReadToEndAsync(stream);
    }

    /// <summary>Reads until the server closes. A reset after an answer is an end, too: the server owes nothing to a client that it refused.</summary>
    public static async Task<string> ReadToEndAsync(Stream stream)
    {
        using var received = new MemoryStream();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer).AsTask().WaitAsync(HangGuard)) > 0;)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // The data received so far counts.
        }

        return Encoding.UTF8.GetString(received.ToArray());
    }

    /// <summary>Completes when the server accepts no new connections, because it is stopping or has stopped.</summary>
    public static async Task UntilRefusedAsync(Uri address)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HangGuard; await Task.Delay(10))
        {
            try
            {
                await using NetworkStream connected = await ConnectAsync(address);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("connections were taken to the end");
    }
}
