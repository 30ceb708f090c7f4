using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Runs the timed changes that are due: incidents expire, and held incidents open when their maintenance has ended.</summary>
/// <remarks>Each command handles a limited number, so a call waits for one such commit at most.</remarks>
/// <param name="now">The current time, in Unix milliseconds (UTC).</param>
internal sealed class DueCommand(long now) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => CallRules.ApplyDue(store, now, BatchReads.MaxDue);

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads) => reads.AddDue(now);
}
