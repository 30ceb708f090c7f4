using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary>A pool of calls, each with its loop.</summary>
internal sealed class WebhookCallPool : IPooledObjectPolicy<WebhookCall>
{
    /// <summary>How many calls are kept, at about 10 KB each. More calls at once than this produce garbage.</summary>
    private const int Kept = 1024;

    private readonly Func<WebhookCall, Task> serve;
    private readonly DefaultObjectPool<WebhookCall> calls;

    /// <summary>Creates an empty pool.</summary>
    /// <param name="serve">The loop that serves the requests of a call.</param>
    public WebhookCallPool(Func<WebhookCall, Task> serve)
    {
        this.serve = serve;
        calls = new DefaultObjectPool<WebhookCall>(this, Kept);
    }

    /// <summary>Returns a call whose loop waits for a request. The call comes back to the pool by itself.</summary>
    public WebhookCall Get() => calls.Get();

    /// <inheritdoc/>
    public WebhookCall Create()
    {
        var call = new WebhookCall(calls);
        _ = serve(call);
        return call;
    }

    /// <inheritdoc/>
    public bool Return(WebhookCall obj) => true;
}
