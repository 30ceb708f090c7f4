using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Callgoose.Delivery.Addresses;
using Callgoose.Destinations;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Sending;

/// <summary>Sends messages by HTTP. Safe to use from any thread.</summary>
internal sealed class HttpSender : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private const int KeptAnswer = 1024;
    private const string Json = "application/json";

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker http;
    private readonly TimeProvider clock;
    private readonly string agent;

    /// <summary>Prepares for sending, without connecting.</summary>
    /// <param name="guard">Decides which addresses are allowed.</param>
    /// <param name="proxy">The proxy for all connections; null for none.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="agent">The name of the server for receivers.</param>
    /// <param name="resolve">Resolves host names; null for the system's resolver.</param>
    public HttpSender(AddressGuard guard, Uri? proxy, TimeProvider clock, string agent, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.clock = clock;
        this.agent = agent;

        http = OutgoingHttp.Create(guard, proxy, resolve);
    }

    /// <summary>Sends a message once. Never throws.</summary>
    public async Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation)
    {
        await PoolThread.Enter();
        using var timeout = new CancellationTokenSource(TryTimeout, clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using HttpRequestMessage request = Request(destination, message);
            Uri target = request.RequestUri!;
            using HttpResponseMessage response = await http.SendAsync(request, deadline.Token);
            byte[] body = await ReadAsync(response, deadline.Token);
            int status = (int)response.StatusCode;
            SendVerdict verdict = AnswerJudge.Judge(destination.Kind.Schema.Answer, status, body, out string? thread);
            return new SendResult(verdict, status, Shown(destination, RedirectOf(target, response) ?? Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, KeptAnswer)))))
            {
                RetryAfter = RetryAfter(response.Headers.RetryAfter, clock),
                Thread = thread,
            };
        }
        catch (Exception e) when (Reason(e, cancellation) is string reason)
        {
            return new SendResult(SendVerdict.Retry, null, Shown(destination, reason));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(Destination destination, IncidentMessage message)
    {
        DestinationKind kind = destination.Kind;
        var values = new MessageValues(message, destination.Values);
        var buffer = new TextBuffer();
        kind.WriteUrl(buffer, values);
        string url = Encoding.UTF8.GetString(buffer.From(0));
        buffer.Truncate(0);
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? target) || target.Scheme is not ("http" or "https"))
        {
            throw new UriFormatException("its URL is not an http or https address");
        }

        var bytes = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(bytes, DestinationParser.WriterOptions))
        {
            kind.WriteBody(writer, buffer, values);
        }

        var request = new HttpRequestMessage(new HttpMethod(kind.Schema.Method), target)
        {
            Version = HttpVersion.Version11,
            Content = new ReadOnlyMemoryContent(bytes.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Id);
        if (kind.Schema.IsSigned)
        {
            long now = clock.GetUtcNow().ToUnixTimeSeconds();
            request.Headers.TryAddWithoutValidation("webhook-id", message.Id);
            request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
            if (destination.Secrets.Count > 0)
            {
                request.Headers.TryAddWithoutValidation("webhook-signature", StandardWebhooks.Sign(destination.Secrets, message.Id, now, bytes.WrittenSpan));
            }
        }

        for (int i = 0; i < kind.Schema.Headers.Count; i++)
        {
            kind.WriteHeader(i, buffer, values);
            if (buffer.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(kind.Schema.Headers[i].Name, Encoding.UTF8.GetString(buffer.From(0)));
            }

            buffer.Truncate(0);
        }

        return request;
    }

    /// <summary>Describes a redirect; null for any other answer. Names only the host: a path may be as secret as that of the destination.</summary>
    private static string? RedirectOf(Uri target, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or > 399 || response.Headers.Location is not Uri location)
        {
            return null;
        }

        Uri full = location.IsAbsoluteUri ? location : new Uri(target, location);
        string where = full.Scheme is not ("http" or "https") ? "another protocol than http"
            : full.Host == target.Host && full.Scheme == target.Scheme ? $"another path of {full.Host}"
            : $"{full.Scheme}://{full.Host}";
        return $"the receiver redirects to {where}, and redirects are not followed; configure the address that it redirects to, if it is meant";
    }

    /// <summary>Reads the part of an answer that is used. A longer answer is cut off by closing its connection.</summary>
    internal static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LongestAnswer);
        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            int length = 0;
            int read;
            while (length < LongestAnswer && (read = await stream.ReadAsync(buffer.AsMemory(length, LongestAnswer - length), cancellation)) > 0)
            {
                length += read;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns how long a receiver asks to wait; null if it does not.</summary>
    internal static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider clock)
    {
        TimeSpan? wanted = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wanted > TimeSpan.Zero ? wanted : null;
    }

    private static string Shown(Destination destination, string text)
    {
        string masked = destination.WithoutSecrets(text);
        return masked.Length > KeptAnswer ? masked[..KeptAnswer] : masked;
    }

    /// <summary>Describes why there was no answer; null for a bug in the program. An exception's message may contain a URL, so only some messages are used.</summary>
    internal static string? Reason(Exception failure, CancellationToken stopping) => failure switch
    {
        OperationCanceledException when stopping.IsCancellationRequested => "the server was stopped meanwhile",
        OperationCanceledException => "no answer within 15 seconds",
        HttpRequestException { InnerException: ForbiddenAddressException forbidden } => forbidden.Message,
        HttpRequestException { InnerException: SocketException socket } => $"cannot connect: {socket.SocketErrorCode}",
        HttpRequestException { InnerException: OperationCanceledException or TimeoutException } => "no connection within 5 seconds",
        HttpRequestException { InnerException: AuthenticationException tls } => $"TLS failed: {tls.Message}",
        HttpRequestException http => $"the connection broke: {http.HttpRequestError}",
        IOException => "the connection broke in the middle of the answer",
        UriFormatException uri => uri.Message,
        _ => null,
    };
}
