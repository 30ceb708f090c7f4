using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Stores a change event.</summary>
/// <param name="change">The event, with its body.</param>
public sealed class RecordChangeCommand(ChangeEvent change) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.RecordChange(change);
    }
}
