using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Contract;

namespace Callgoose.Ingest;

/// <summary>Step 5, store: waits until the actions of a call are on disk.</summary>
internal static class StoreStep
{
    /// <summary>A call without an effect has nothing to store, unless its delivery is to get the same verdict again, or it is relayed to here or from here. One that no filter runs over is stored already.</summary>
    public static bool IsNeeded(WebhookCall webhook) =>
        webhook.Door.IsForFilters && (!webhook.Call.Actions.IsEmpty || !webhook.Call.DeliveryId.IsEmpty || !webhook.Call.SignedId.IsEmpty || webhook.Call.Relay.IsOn || webhook.Call.Relayed.Sequence != 0);

    /// <summary>Hands the call to the store's writer and comes back after its commit.</summary>
    public static ValueTask<CommitStatus> CommitAsync(WebhookCall webhook, IncidentStore store) => store.CommitAsync(webhook.Command);

    /// <summary>The refusal of a call, or null if everything is durable.</summary>
    public static Problem? RefusalOf(WebhookCall webhook, CommitStatus status) => (status, webhook.Call.RelayVerdict) switch
    {
        (CommitStatus.Committed, RelayVerdict.TooEarly) => Problems.RelayedTooEarly,
        (CommitStatus.Committed, RelayVerdict.NoRoom) => Problems.RelayIsFull,
        _ => RefusalOf(status),
    };

    /// <summary>The refusal, or null if everything is durable.</summary>
    public static Problem? RefusalOf(CommitStatus status) => status switch
    {
        CommitStatus.Committed => null,
        CommitStatus.Overloaded => Problems.Overloaded,
        _ => Problems.Unavailable,
    };
}
