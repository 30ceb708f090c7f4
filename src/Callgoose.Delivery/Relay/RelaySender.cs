using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Callgoose.Delivery.Addresses;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Sending;
using Callgoose.Incidents;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Relay;

/// <summary>Sends calls to the upstream. Safe to use from any thread.</summary>
internal sealed class RelaySender : IDisposable
{
    private const int KeptAnswer = 1024;
    private const int MostHops = 3;

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker http;
    private readonly RelaySettings settings;
    private readonly TimeProvider clock;
    private readonly string agent;
    private readonly string? fault;

    /// <summary>Prepares for sending, without connecting.</summary>
    public RelaySender(RelaySettings settings, TimeProvider clock, string agent)
    {
        this.settings = settings;
        this.clock = clock;
        this.agent = agent;
        string? proxy = null;
        settings.Proxy?.TryRead(out proxy, out fault);
        Uri.TryCreate(proxy, UriKind.Absolute, out Uri? address);
        http = OutgoingHttp.Create(new AddressGuard(settings.AllowNetworks), address);
    }

    /// <summary>Sends a call once. Never throws.</summary>
    /// <param name="line">The id of the queue.</param>
    /// <param name="call">The call.</param>
    /// <param name="after">The number of the previous call in progress; 0 for none.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public async Task<RelayResult> SendAsync(TimeOrderedId line, QueuedCall call, long after, CancellationToken cancellation)
    {
        // Read for each attempt, so that a new token in the file works without a restart.
        string? missing = fault;
        if (missing is not null || !settings.Token.TryRead(out string token, out missing))
        {
            return new RelayResult(RelayResultKind.Failed, null, $"a setting is missing: {missing}");
        }

        await PoolThread.Enter();
        using var timeout = new CancellationTokenSource(TryTimeout, clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using HttpRequestMessage request = Request(line, call, after, token);
            using HttpResponseMessage response = await http.SendAsync(request, deadline.Token);
            byte[] body = await HttpSender.ReadAsync(response, deadline.Token);
            RelayResult result = Judge(call, response, Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, KeptAnswer))));
            return result with { Text = result.Text.Replace(token, "***", StringComparison.Ordinal) };
        }
        catch (Exception e) when (HttpSender.Reason(e, cancellation) is string reason)
        {
            return new RelayResult(RelayResultKind.Failed, null, reason);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // The token contains characters that a header cannot hold. The exception's message may contain it.
            return new RelayResult(RelayResultKind.Failed, null, "the token or the address cannot be sent; check the references");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(TimeOrderedId line, QueuedCall call, long after, string token)
    {
        string from = call.Source.Length == 0 ? string.Empty : "?from=" + Uri.EscapeDataString(call.Source);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{settings.To}/v1/process{from}"))
        {
            Version = HttpVersion.Version11,
            Content = new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = new MediaTypeHeaderValue(call.IsJson ? "application/json" : "text/plain") } },
        };
        HttpRequestHeaders headers = request.Headers;

        // The sender's own headers come first, so that none of them can replace those that follow.
        foreach (string header in call.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            string name = header[..colon];
            if (!name.StartsWith("X-Callgoose-", StringComparison.OrdinalIgnoreCase))
            {
                headers.TryAddWithoutValidation(name, header[(colon + 1)..]);
            }
        }

        headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        headers.Remove("User-Agent");
        headers.TryAddWithoutValidation("User-Agent", agent);
        headers.Remove("webhook-id");
        headers.Remove("Idempotency-Key");
        headers.Add(RelayHeaders.Place, RelayHeaders.Write(new RelayPlace(line, call.Sequence, after), call.ReceivedAt, call.Id));
        headers.Add("X-Callgoose-Hops", Math.Min(call.Hops + 1, MostHops).ToString(CultureInfo.InvariantCulture));
        AddText(headers, RelayHeaders.Environment, call.Environment);
        AddText(headers, RelayHeaders.Team, call.Reach == (byte)TokenKind.Team ? call.BoundTo : string.Empty);
        AddText(headers, RelayHeaders.Service, call.Reach == (byte)TokenKind.Service ? call.BoundTo : string.Empty);
        return request;
    }

    private static void AddText(HttpRequestHeaders headers, string name, string text)
    {
        if (text.Length > 0)
        {
            headers.Add(name, Uri.EscapeDataString(text));
        }
    }

    /// <summary>Interprets an answer. It counts only if it identifies the upstream: the login page of a hotel network answers with 200, too.</summary>
    private RelayResult Judge(QueuedCall call, HttpResponseMessage response, string text)
    {
        int status = (int)response.StatusCode;
        bool isConfirmed = response.Headers.TryGetValues(RelayHeaders.Taken, out IEnumerable<string>? taken)
            && taken.FirstOrDefault() == call.Sequence.ToString(CultureInfo.InvariantCulture);

        // A proxy in between has its own error pages, also for 400 and 413. They say nothing about the webhook.
        string problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? ProblemOf(text) : string.Empty;
        RelayResultKind kind = (status, problem) switch
        {
            ( >= 200 and < 300, _) when isConfirmed => RelayResultKind.Taken,
            (409, "relayed-too-early") => RelayResultKind.TooEarly,

            // The error is in what this relay or the network made of the call, not in the webhook.
            (400, "" or "invalid-relay" or "bad-request") => RelayResultKind.Failed,
            (400 or 413 or 414 or 415 or 422 or 431, not "") => RelayResultKind.Refused,

            // A sender whose environment, team or service was not granted must not block all others.
            (403, "not-granted") => RelayResultKind.Refused,
            _ => RelayResultKind.Failed,
        };
        return new RelayResult(
            kind,
            status,
            status is >= 200 and < 300 && !isConfirmed ? $"what answered with {status} is not a Callgoose server that takes relayed calls" : text,
            HttpSender.RetryAfter(response.Headers.RetryAfter, clock));
    }

    /// <summary>Returns the last part of the problem type of a Callgoose server; empty if the text is not such a problem.</summary>
    private static string ProblemOf(string text)
    {
        const string Urn = "\"urn:callgoose:problem:";
        int start = text.IndexOf(Urn, StringComparison.Ordinal);
        ReadOnlySpan<char> rest = start < 0 ? default : text.AsSpan(start + Urn.Length);
        int end = rest.IndexOf('"');
        return end < 0 ? string.Empty : rest[..end].ToString();
    }
}
