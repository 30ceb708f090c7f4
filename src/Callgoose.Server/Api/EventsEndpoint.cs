using System.Globalization;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary><c>GET /v1/events</c>: streams the transitions that the token may see, as they are committed, as server-sent events.</summary>
/// <remarks>
/// Each stream polls for commits itself, a few times a second, and remembers only its position. A slow or absent reader costs no memory, and a client
/// that reconnects with the number of its last event misses nothing.
/// </remarks>
internal sealed class EventsEndpoint : IDisposable
{
    private const int MaxStreams = 64;

    /// <summary>A quarter of all streams, so that one token, perhaps a leaked one, leaves room for the others.</summary>
    private const int MaxStreamsOfToken = 16;

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly IServerStorage storage;
    private readonly ApiAuthenticator authenticator;
    private readonly LongWork longWork;
    private readonly LiveSettings settings;
    private ITransitionReader? transitions;
    private readonly Dictionary<TimeOrderedId, int> streamsOfTokens = [];
    private int streams;

    /// <summary>Serves the transitions of a store. The first stream opens them.</summary>
    public EventsEndpoint(IServerStorage storage, ApiAuthenticator authenticator, LongWork longWork, LiveSettings settings)
    {
        this.storage = storage;
        this.authenticator = authenticator;
        this.longWork = longWork;
        this.settings = settings;
    }

    /// <summary>Ends all streams. A server that stops waits for every request.</summary>
    public void Stop() => stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        transitions?.Dispose();
        stopping.Dispose();
    }

    /// <summary>Streams until the client disconnects, its token ends, the database files are lost, or the server stops.</summary>
    public async Task StreamAsync(HttpContext context, ApiToken token)
    {
        string? from = context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : context.Request.Query["after"];
        long? after = null;
        if (!string.IsNullOrEmpty(from))
        {
            if (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
            {
                await ProblemResponse.WriteAsync(context.Features, Problems.InvalidQuery("'Last-Event-ID' or 'after' must be the id of an earlier event."));
                return;
            }

            after = sequence;
        }

        if (storage.Incidents.Loss is string loss)
        {
            throw new StoreException(loss);
        }

        if (!TryBegin(token.Id))
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.TooManyStreams);
            return;
        }

        try
        {
            await StreamAsync(context, token, after);
        }
        finally
        {
            End(token.Id);
        }
    }

    private bool TryBegin(TimeOrderedId token)
    {
        lock (gate)
        {
            int own = streamsOfTokens.GetValueOrDefault(token);
            if (streams >= MaxStreams || own >= MaxStreamsOfToken)
            {
                return false;
            }

            streams++;
            streamsOfTokens[token] = own + 1;
            return true;
        }
    }

    private void End(TimeOrderedId token)
    {
        lock (gate)
        {
            streams--;
            if (--streamsOfTokens[token] == 0)
            {
                streamsOfTokens.Remove(token);
            }
        }
    }

    private ITransitionReader OpenTransitions()
    {
        lock (gate)
        {
            return transitions ??= storage.OpenTransitions();
        }
    }

    private async Task StreamAsync(HttpContext context, ApiToken token, long? after)
    {
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token, context.RequestAborted);
        CancellationToken closed = context.Features.Get<ClientEnd>()?.Closed ?? CancellationToken.None;
        var stream = new EventStream(
            OpenTransitions(), token.Environment, incident => TokenReach.Includes(token, incident, settings.Current.Services), context.Response.BodyWriter);
        try
        {
            bool isRead = await stream.BeginAsync(after, ended.Token);
            using var timer = new PeriodicTimer(EventStream.Interval);
            while (isRead && await timer.WaitForNextTickAsync(ended.Token) && storage.Incidents.Loss is null && await IsTurnAsync()
                && (!stream.IsDueToCheck || (await authenticator.AuthenticateAsync(request, TokenScopes.Read)).Problem is null))
            {
                isRead = await stream.LookAsync(closed.IsCancellationRequested, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client is gone or the server stops. A client that reconnects gets what it missed.
        }
    }

    /// <returns>Always true, once the stream has its turn. Polling reads from the disk.</returns>
    private async ValueTask<bool> IsTurnAsync()
    {
        await longWork.TurnAsync();
        return true;
    }
}
