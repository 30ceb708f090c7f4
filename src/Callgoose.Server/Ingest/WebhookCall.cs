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
/// The state of one webhook on its way from the socket to the disk and back. Instances are reused, so that the request path allocates nothing.
/// </summary>
/// <remarks>
/// <para>It also passes a request to the loop that serves it and back (<see cref="WebhookEndpoint"/>). A separate async method per
/// request would allocate an object each time; the loop of a call is one such object, allocated once with the call.</para>
/// <para>Only the <see cref="Task"/> that Kestrel needs for each request remains.</para>
/// </remarks>
internal sealed class WebhookCall : IValueTaskSource
{
    private readonly ObjectPool<WebhookCall>? pool;
    private ManualResetValueTaskSourceCore<bool> next;
    private AsyncTaskMethodBuilder end;
    private bool hasServed;
    private byte[]? unknownToken;
    private bool hasUnknownToken;

    /// <summary>Creates a call that is used once.</summary>
    public WebhookCall()
    {
    }

    /// <summary>Creates a call that returns to a pool whenever its loop waits for the next request.</summary>
    public WebhookCall(ObjectPool<WebhookCall> pool) => this.pool = pool;

    /// <summary>The command for the store, which returns with the outcome.</summary>
    public ProcessCallCommand Command { get; } = new();

    /// <summary>The call itself: its texts, its actions, its outcome.</summary>
    public IncomingCall Call => Command.Call;

    /// <summary>A buffer for unescaped text while reading and matching.</summary>
    public ScratchBuffer Scratch { get; } = new();

    /// <summary>Receives the verdicts on the elements of the payload.</summary>
    public ElementActions Elements { get; } = new();

    /// <summary>The door that received the request.</summary>
    public IDoor Door { get; private set; } = null!;

    /// <summary>The server's view of the HTTP request and its response.</summary>
    public IFeatureCollection Features { get; private set; } = null!;

    /// <summary>The request line and headers.</summary>
    public IHttpRequestFeature Request { get; private set; } = null!;

    /// <summary>The accepted token.</summary>
    public ApiToken Token { get; set; } = null!;

    /// <summary>The hash of a presented token that is unknown; empty if there is none. Another server may have created it a moment ago.</summary>
    public ReadOnlySpan<byte> UnknownToken => hasUnknownToken ? unknownToken : [];

    /// <summary>Path and query without the token and its copies; null if the call is not logged.</summary>
    public string? LoggedUrl { get; set; }

    /// <summary>When the call arrived here, in Unix milliseconds (UTC). The relay received a relayed call earlier.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>How to read the body.</summary>
    public PayloadForm Form { get; set; }

    /// <summary>How much of <see cref="BodyMemory"/> the body holds. A field, because it is changed in place.</summary>
    public long HeldBytes;

    /// <summary>Records that the presented token is unknown. Text that cannot be a token is not recorded.</summary>
    public void NoteUnknownToken(ReadOnlySpan<char> presented) =>
        hasUnknownToken = !presented.IsEmpty && TokenSecret.TryHash(presented, unknownToken ??= new byte[TokenSecret.HashLength]);

    /// <summary>Clears the unknown token.</summary>
    public void ForgetUnknownToken() => hasUnknownToken = false;

    /// <summary>Starts a request.</summary>
    public void Begin(IDoor door, IFeatureCollection features, TimeOrderedId id, long receivedAt)
    {
        Door = door;
        Features = features;
        Request = features.GetRequiredFeature<IHttpRequestFeature>();
        Call.Id = id;
        Call.ReceivedAt = receivedAt;
        ArrivedAt = receivedAt;
    }

    /// <summary>Releases the request and all of its data.</summary>
    public void End()
    {
        Door = null!;
        Features = null!;
        Request = null!;
        Token = null!;
        LoggedUrl = null;
        hasUnknownToken = false;
        Form = default;
        Elements.End();
        Call.Reset();
        Scratch.Reset();
    }

    /// <summary>Passes the started request to the loop. The loop runs on this thread until it has to wait.</summary>
    /// <returns>A task that completes with the request.</returns>
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

    /// <summary>Ends the request: releases it, then resumes the code that waits for its end, on this thread. Only the loop calls this.</summary>
    /// <param name="fault">The exception, if not even a refusal was possible; else null.</param>
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

        // Return the call to the pool only now that the loop waits: before, the loop may still be busy with the end of the last request.
        // A new call stays with the request that it was created for.
        if (hasServed)
        {
            pool?.Return(this);
        }
    }
}
