using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Moves calls that the upstream has refused to the end of the relay queue, or removes them.</summary>
/// <param name="call">The id of one call; null for all refused calls.</param>
/// <param name="remove">True to remove the calls.</param>
/// <param name="now">The current time, in Unix milliseconds (UTC).</param>
public sealed class ReleaseRefusedCommand(TimeOrderedId? call, bool remove, long now) : StoreCommand
{
    /// <summary>How many calls were moved or removed. Valid once the store has committed.</summary>
    public int Released { get; private set; }

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        Released = store.ReleaseRefused(call, remove, now);
    }
}
