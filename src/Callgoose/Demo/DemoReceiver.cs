using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.Demo;

/// <summary>
/// The receiver of the demonstration's notifications, in the same process. It accepts every message for <see cref="Chat"/>. Messages for <see cref="Pager"/>
/// fail for a minute from time to time.
/// </summary>
internal sealed class DemoReceiver : IAsyncDisposable
{
    /// <summary>The path that always works.</summary>
    public const string Chat = "/chat";

    /// <summary>The path that sometimes fails.</summary>
    public const string Pager = "/pager";

    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan OutOfOrder = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan InOrder = TimeSpan.FromMinutes(3);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly Task accepting;

    /// <summary>Starts to listen; <see cref="Pager"/> fails at first.</summary>
    public DemoReceiver()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private bool IsOutOfOrder => running.Elapsed.Ticks % (OutOfOrder + InOrder).Ticks < OutOfOrder.Ticks;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(stopping.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The demonstration has ended.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            while (await reader.ReadLineAsync(stopping.Token) is string line)
            {
                int length = 0;
                while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } header)
                {
                    length = header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)
                        ? int.Parse(header.AsSpan("Content-Length: ".Length), NumberStyles.None, CultureInfo.InvariantCulture)
                        : length;
                }

                await reader.ReadBlockAsync(new char[Math.Min(length, MostBytes)], stopping.Token);
                (string status, string words) = line.Contains(Pager, StringComparison.Ordinal) && IsOutOfOrder
                    ? ("503 Service Unavailable", "the pager is out of order")
                    : ("200 OK", "thank you");
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {words.Length}\r\n\r\n{words}")),
                    stopping.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or FormatException)
        {
            // The sender has disconnected, or the demonstration has ended.
        }
    }
}
