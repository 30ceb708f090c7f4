using System.Net;
using System.Net.Sockets;

namespace Callgoose.Testing;

/// <summary>
/// Stands between a client and a database and cuts the connection at a chosen moment: before the next commit reaches the database, or after the database has
/// committed and before the answer reaches the client.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private volatile Func<Moment> next = static () => Moment.Nowhere;
    private int cuts;

    public CuttingProxy(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where a connection is cut.</summary>
    internal enum Moment
    {
        Nowhere,

        /// <summary>The database never sees the commit.</summary>
        BeforeCommit,

        /// <summary>The database commits, but the answer does not reach the client.</summary>
        AfterCommit,
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections it has cut.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    /// <summary>Chooses where to cut, once for each commit that passes. Called on any thread.</summary>
    public Func<Moment> Next
    {
        get => next;
        set => next = value;
    }

    public ValueTask DisposeAsync()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        CancellationToken end = stop.Token;
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(end);
                _ = ServeAsync(client, end);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The connection or the proxy ends.
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken end)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, end);
                bool isCut = false;
                byte[]? commit = null;
                Task answers = PumpAsync(server, client, () => Volatile.Read(ref isCut), end);
                byte[] buffer = new byte[64 * 1024];
                int length;
                while ((length = await client.ReceiveAsync(buffer, end)) > 0)
                {
                    Moment moment = IsCommit(buffer.AsSpan(0, length), ref commit) ? next() : Moment.Nowhere;
                    if (moment != Moment.Nowhere)
                    {
                        Interlocked.Increment(ref cuts);
                    }

                    if (moment == Moment.BeforeCommit)
                    {
                        break;
                    }

                    Volatile.Write(ref isCut, moment == Moment.AfterCommit);
                    await server.SendAsync(buffer.AsMemory(0, length), end);
                    if (moment == Moment.AfterCommit)
                    {
                        // The first bytes of the answer show that the commit has happened or will happen.
                        await answers;
                        break;
                    }
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One side is gone, so the other ends too.
            }

            client.LingerState = new LingerOption(true, 0);
        }
    }

    /// <summary>Whether a request commits. The client sends the text once; later requests give the name of the prepared statement.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of the statement, between two zeros; null until it is known.</param>
    private static bool IsCommit(ReadOnlySpan<byte> request, ref byte[]? name)
    {
        int at = request.IndexOf("\0COMMIT\0"u8);
        if (at < 0)
        {
            return name is not null && request.IndexOf(name) >= 0;
        }

        // In a message that prepares, the length stands before the name and ends with a byte that is not a letter.
        int start = at;
        while (start > 0 && request[start - 1] is (byte)'_' or >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'z')
        {
            start--;
        }

        name = start == at ? null : [0, .. request[start..at], 0];
        return true;
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<bool> isCut, CancellationToken end)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int length;
            while ((length = await from.ReceiveAsync(buffer, end)) > 0 && !isCut())
            {
                await to.SendAsync(buffer.AsMemory(0, length), end);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
