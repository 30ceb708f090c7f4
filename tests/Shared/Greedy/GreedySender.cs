using System.Net.Security;
using System.Net.Sockets;

namespace Callgoose.Testing;

/// <summary>A client that sends as fast as it can until it is disposed.</summary>
public sealed class GreedySender : IAsyncDisposable
{
    private const int HandshakesAtOnce = 8;
    private const int StreamsAtOnce = 100;

    private readonly CancellationTokenSource end = new();
    private readonly GreedyKind kind;
    private readonly Uri address;
    private readonly byte[] requests;
    private readonly int inOneWrite;
    private readonly Task sending;
    private long sent;
    private long answered;

    private GreedySender(GreedyKind kind, Uri address, string token)
    {
        this.kind = kind;
        this.address = address;
        (requests, inOneWrite) = GreedyRequests.Of(kind, token);
        sending = Task.Run(SendAsync);
    }

    /// <summary>What it has done: the number of answers, or of requests for the kinds that do not read answers.</summary>
    public long Done => kind == GreedyKind.Unread ? Interlocked.Read(ref sent) : Interlocked.Read(ref answered);

    /// <summary>Whether a kind needs a server with TLS.</summary>
    public static bool NeedsTls(GreedyKind kind) => kind is GreedyKind.Tls or GreedyKind.Http2 or GreedyKind.Handshakes;

    /// <summary>Starts to send, and returns once requests are under way.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="address">The server.</param>
    /// <param name="token">A valid token; kinds that need an invalid one derive it from this.</param>
    public static async Task<GreedySender> StartAsync(GreedyKind kind, Uri address, string token)
    {
        var greedy = new GreedySender(kind, address, token);
        while (greedy.Done < 10)
        {
            await Task.WhenAny(greedy.sending, Task.Delay(10));
            if (greedy.sending.IsCompleted)
            {
                await greedy.sending;
                throw new InvalidOperationException("The server took nothing of it.");
            }
        }

        return greedy;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        try
        {
            await sending;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or HttpRequestException)
        {
            // The connection has to end; how it ends does not matter.
        }

        end.Dispose();
    }

    private Task SendAsync() => kind switch
    {
        GreedyKind.Http2 => SendStreamsAsync(),
        GreedyKind.Handshakes => Task.WhenAll(Enumerable.Range(0, HandshakesAtOnce).Select(_ => GreetAsync())),
        _ => PipelineAsync(),
    };

    private async Task PipelineAsync()
    {
        await using Stream stream = await ConnectAsync(kind == GreedyKind.Tls);
        Task reading = kind == GreedyKind.Unread ? Task.CompletedTask : CountAnswersAsync(stream);
        while (!end.IsCancellationRequested)
        {
            await stream.WriteAsync(requests, end.Token);
            Interlocked.Add(ref sent, inOneWrite);
        }

        await reading;
    }

    private async Task CountAnswersAsync(Stream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, end.Token)) > 0;)
        {
            // This misses an answer that is cut in two, which does not matter here.
            Interlocked.Add(ref answered, buffer.AsSpan(0, read).Count("HTTP/1.1 "u8));
        }
    }

    private async Task GreetAsync()
    {
        while (!end.IsCancellationRequested)
        {
            await using Stream stream = await ConnectAsync(withTls: true);
            Interlocked.Increment(ref answered);
        }
    }

    private async Task SendStreamsAsync()
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        using var http = new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = System.Net.HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await Task.WhenAll(Enumerable.Range(0, StreamsAtOnce).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                using var body = new ByteArrayContent(requests);
                using HttpResponseMessage answer = await http.PostAsync(GreedyRequests.Path, body, end.Token);
                Interlocked.Increment(ref answered);
            }
        }));
    }

    private async Task<Stream> ConnectAsync(bool withTls)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, end.Token);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (!withTls)
            {
                return stream;
            }

            var tls = new SslStream(stream, leaveInnerStreamOpen: false);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = static (_, _, _, _) => true }, end.Token);
            return tls;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
