using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>The network between a relay and its upstream: it has one address, and can be cut at any moment.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private volatile Uri? target;

    public CutProxy()
    {
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Connects to a server from now on.</summary>
    public void Join(Uri server) => target = server;

    /// <summary>Breaks every connection, and refuses new ones until it is joined again.</summary>
    public void Cut()
    {
        target = null;
        foreach (TcpClient client in open.Keys)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient near = client;
        using var far = new TcpClient();
        try
        {
            if (target is not Uri server)
            {
                return;
            }

            open[near] = true;
            open[far] = true;
            await far.ConnectAsync(server.Host, server.Port, stopping.Token);
            if (target != server)
            {
                return;
            }

            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stopping.Token), far.GetStream().CopyToAsync(near.GetStream(), stopping.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is cut.
        }
        finally
        {
            open.TryRemove(near, out _);
            open.TryRemove(far, out _);
        }
    }
}
