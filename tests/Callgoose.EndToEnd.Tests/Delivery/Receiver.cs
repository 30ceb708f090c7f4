using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>A receiver outside the server: it keeps the messages, and answers as a test chooses.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">The answer to a message; empty to close the connection without one.</param>
    public Receiver(Func<Received, string>? answer = null)
    {
        Answer = answer ?? (static _ => Ok);
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>An answer that accepts the message.</summary>
    public static string Ok { get; } = Status(200);

    /// <summary>The answer to a message. May be changed at any time.</summary>
    public Func<Received, string> Answer { get; set; }

    /// <summary>The messages, in the order in which they arrived.</summary>
    public ConcurrentQueue<Received> Messages { get; } = new();

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";

    /// <summary>An answer with a status and headers.</summary>
    public static string Status(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    /// <summary>Waits until the messages fulfil a condition.</summary>
    public async Task WaitAsync(Func<IReadOnlyCollection<Received>, bool> condition, Func<string>? missing = null)
    {
        for (var waited = Stopwatch.StartNew(); !condition(Messages); await Task.Delay(10))
        {
            Assert.True(waited.Elapsed < HangGuard, $"{Messages.Count} messages came: {missing?.Invoke() ?? string.Join('\n', Messages.Take(10))}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient closing = client;
        try
        {
            NetworkStream stream = client.GetStream();
            while (await ReadAsync(stream) is Received message)
            {
                Messages.Enqueue(message);
                string answer = Answer(message);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stopping.Token);
                if (answer.Length == 0 || answer.Contains("Connection: close", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is gone, or the test is over.
        }
    }

    private async Task<Received?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        string[] lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(static line => line.Split(": ", 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stopping.Token);
        return new Received(lines[0], headers, Encoding.UTF8.GetString(body));
    }
}
