using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Callgoose.Doors;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary>
/// Everything that one webhook needs on its way from the socket to the disk and back. Reused from call to call, so that
/// the way allocates nothing.
/// </summary>
/// <remarks>
/// <para>Also what carries a request into the loop that serves it and back (<see cref="WebhookEndpoint"/>). An async method of its
/// own for each request would be a new object for each; the loop of a call is one such object, made once with the call.</para>
/// <para>What is left is the <see cref="Task"/> that Kestrel wants of each request.</para>
/// </remarks>
internal sealed class WebhookCall : IValueTaskSource
{
    private readonly ObjectPool<WebhookCall>? pool;
    private ManualResetValueTaskSourceCore<bool> next;
    private AsyncTaskMethodBuilder end;
    private bool hasServed;

    /// <summary>Makes a call that is used once.</summary>
    public WebhookCall()
    {
    }

    /// <summary>Makes a call that goes back to a pool whenever its loop waits for the next request.</summary>
    public WebhookCall(ObjectPool<WebhookCall> pool) => this.pool = pool;

    /// <summary>What goes to the store and comes back with the outcome.</summary>
    public ProcessCallCommand Command { get; } = new();

    /// <summary>The call itself: its texts, its actions, its outcome.</summary>
    public IncomingCall Call => Command.Call;

    /// <summary>Room for unescaped text while reading and matching.</summary>
    public ScratchBuffer Scratch { get; } = new();

    /// <summary>Takes the verdicts on the elements of its payload.</summary>
    public ElementActions Elements { get; } = new();

    /// <summary>The way that it came in by.</summary>
    public IDoor Door { get; private set; } = null!;

    /// <summary>The server's view of the HTTP request and its answer.</summary>
    public IFeatureCollection Features { get; private set; } = null!;

    /// <summary>The request line and headers.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>The token that was accepted.</summary>
    public ApiToken Token { get; set; } = null!;

    /// <summary>Path and query without the token and its copies; null if the call is not logged.</summary>
    public string? LoggedUrl { get; set; }

    /// <summary>When the call came here, in Unix milliseconds (UTC): one that was relayed was received before.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>How the body is to be taken.</summary>
    public PayloadForm Form { get; set; }

    /// <summary>What its body holds of <see cref="BodyMemory"/>. A field, because it is changed in place.</summary>
    public long HeldBytes;

    /// <summary>Takes on a request.</summary>
    public void Begin(IDoor door, IFeatureCollection features, TimeOrderedId id, long receivedAt)
    {
        Door = door;
        Features = features;
        Request = features.GetRequiredFeature<IHttpRequestFeature>();
        Call.Id = id;
        Call.ReceivedAt = receivedAt;
        ArrivedAt = receivedAt;
    }

    /// <summary>Lets go of the request and of every byte of it.</summary>
    public void End()
    {
        Door = null!;
        Features = null!;
        Request = null!;
        Token = null!;
        LoggedUrl = null;
        Form = default;
        Elements.End();
        Call.Reset();
        Scratch.Reset();
    }

    /// <summary>Gives the request that was taken on to the loop, which runs on this thread as far as it comes without waiting.</summary>
    /// <returns>Ends with the request.</returns>
    public Task Serve()
    {
        hasServed = true;
        end = AsyncTaskMethodBuilder.Create();
        Task served = end.Task;
        next.SetResult(true);
        return served;
    }

    /// <summary>Waits for the next request. Only the loop calls this.</summary>
    public ValueTask NextAsync() => new(this, next.Version);

    /// <summary>Ends the request: lets go of it, and then goes on with whatever waits for its end, on this thread. Only the loop calls this.</summary>
    /// <param name="fault">Why it could not even be refused, or null.</param>
    public void Finish(Exception? fault)
    {
        End();
        next.Reset();
        AsyncTaskMethodBuilder ending = end;
        end = default;
        if (fault is null)
        {
            ending.SetResult();
        }
        else
        {
            ending.SetException(fault);
        }
    }

    void IValueTaskSource.GetResult(short token) => next.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => next.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        next.OnCompleted(continuation, state, token, flags);

        // Only now that the loop waits may somebody else have this: before, it may still be busy with what followed the last request.
        // A new one waits for the request that it was made for.
        if (hasServed)
        {
            pool?.Return(this);
        }
    }
}
