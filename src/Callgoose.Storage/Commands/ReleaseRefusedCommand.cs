using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Puts calls that the upstream has refused at the end of the line, or removes them.</summary>
/// <param name="call">The id of the one that is meant; null for all of them.</param>
/// <param name="remove">Whether they are removed.</param>
/// <param name="now">The time, in Unix milliseconds (UTC).</param>
public sealed class ReleaseRefusedCommand(TimeOrderedId? call, bool remove, long now) : StoreCommand
{
    /// <summary>How many it was. Valid once the store has committed.</summary>
    public int Released { get; private set; }

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        Released = store.ReleaseRefused(call, remove, now);
    }
}
