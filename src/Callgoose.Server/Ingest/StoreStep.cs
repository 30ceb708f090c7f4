using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Contract;

namespace Callgoose.Ingest;

/// <summary>Step 5, store: waits until the actions of a call are durable.</summary>
internal static class StoreStep
{
    /// <summary>
    /// Whether a call has anything to store. A call without effect has not, unless a repeat of its delivery must get the
    /// same verdict, or it is relayed to or from here. A call without filters is already stored.
    /// </summary>
    public static bool IsNeeded(WebhookCall webhook) =>
        webhook.Door.IsForFilters && (!webhook.Call.Actions.IsEmpty || !webhook.Call.DeliveryId.IsEmpty || !webhook.Call.SignedId.IsEmpty || webhook.Call.Relay.IsOn || webhook.Call.Relayed.Sequence != 0);

    /// <summary>Passes the call to the store's writer and returns after its commit.</summary>
    public static ValueTask<CommitStatus> CommitAsync(WebhookCall webhook, IncidentStore store) => store.CommitAsync(webhook.Command);

    /// <summary>Returns the refusal of a call, or null if everything is durable.</summary>
    public static Problem? RefusalOf(WebhookCall webhook, CommitStatus status) => (status, webhook.Call.RelayVerdict) switch
    {
        (CommitStatus.Committed, RelayVerdict.TooEarly) => Problems.RelayedTooEarly,
        (CommitStatus.Committed, RelayVerdict.NoRoom) => Problems.RelayIsFull,
        _ => RefusalOf(status),
    };

    /// <summary>Returns the refusal, or null if everything is durable.</summary>
    public static Problem? RefusalOf(CommitStatus status) => status switch
    {
        CommitStatus.Committed => null,
        CommitStatus.Overloaded => Problems.Overloaded,
        _ => Problems.Unavailable,
    };
}
