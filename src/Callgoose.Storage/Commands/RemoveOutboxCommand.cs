using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Removes the events that have been delivered, up to one of them.</summary>
/// <param name="upTo">The number of the last one to remove.</param>
internal sealed class RemoveOutboxCommand(long upTo) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => store.RemoveOutbox(upTo);
}
