using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Removes delivered events from the outbox.</summary>
/// <param name="upTo">The number of the last event to remove.</param>
internal sealed class RemoveOutboxCommand(long upTo) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => store.RemoveOutbox(upTo);
}
