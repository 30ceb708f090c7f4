using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary>Where calls wait to be used again, each with its loop.</summary>
internal sealed class WebhookCallPool : IPooledObjectPolicy<WebhookCall>
{
    /// <summary>More calls at once than this make garbage; each kept one holds about 10 KB.</summary>
    private const int Kept = 1024;

    private readonly Func<WebhookCall, Task> serve;
    private readonly DefaultObjectPool<WebhookCall> calls;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="serve">The loop that serves the requests of a call.</param>
    public WebhookCallPool(Func<WebhookCall, Task> serve)
    {
        this.serve = serve;
        calls = new DefaultObjectPool<WebhookCall>(this, Kept);
    }

    /// <summary>Gives a call whose loop waits for a request. It comes back by itself.</summary>
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
