using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Lets happen what is due by itself: incidents that expire, and those that were held until a maintenance ended.</summary>
/// <remarks>A bounded number of them: a call waits for one such commit at most.</remarks>
/// <param name="now">The time, in Unix milliseconds (UTC).</param>
internal sealed class DueCommand(long now) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => CallRules.ApplyDue(store, now, BatchReads.MaxDue);

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads) => reads.AddDue(now);
}
