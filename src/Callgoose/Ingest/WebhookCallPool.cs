using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary>Where calls wait to be used again.</summary>
internal static class WebhookCallPool
{
    /// <summary>More calls at once than this make garbage; each kept one holds about 10 KB.</summary>
    private const int Kept = 1024;

    /// <summary>Makes an empty pool.</summary>
    public static ObjectPool<WebhookCall> Create() =>
        new DefaultObjectPool<WebhookCall>(new DefaultPooledObjectPolicy<WebhookCall>(), Kept);
}
