using System.Runtime.CompilerServices;
using Callgoose.Http;
using Callgoose.Storage;

namespace Callgoose.Ingest;

/// <summary>Step 5, store: waits until the actions of a call are on disk.</summary>
internal static class StoreStep
{
    /// <summary>A call without an effect has nothing to store, unless its delivery is to get the same verdict again.</summary>
    public static bool IsNeeded(WebhookCall webhook) => !webhook.Call.Actions.IsEmpty || !webhook.Call.DeliveryId.IsEmpty;

    /// <summary>Hands the call to the store's writer and comes back after its commit.</summary>
    /// <returns>The refusal, or null if everything is durable.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<Problem?> CommitAsync(WebhookCall webhook, IncidentStore store) =>
        await store.CommitAsync(webhook.Command) switch
        {
            CommitStatus.Committed => null,
            CommitStatus.Overloaded => Problems.Overloaded,
            _ => Problems.Unavailable,
        };
}
