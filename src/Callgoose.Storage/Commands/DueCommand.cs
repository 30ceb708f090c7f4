using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Lets happen what is due by itself: incidents that expire, and those that were held until a maintenance ended.</summary>
/// <param name="now">The time, in Unix milliseconds (UTC).</param>
internal sealed class DueCommand(long now) : StoreCommand
{
    /// <summary>How many incidents one commit takes: a call waits for one such commit at most.</summary>
    private const int Limit = 128;

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => CallRules.ApplyDue(store, now, Limit);

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads) => reads.AddDue(now);
}
