using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>Lets happen what is due by itself: incidents that expire, and those that were held until a maintenance ended.</summary>
internal sealed class DueCommand : StoreCommand
{
    /// <summary>How many incidents one commit takes: a call waits for one such commit at most.</summary>
    private const int Limit = 128;

    /// <summary>The time, in Unix milliseconds (UTC).</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules) => CallRules.ApplyDue(store, Now, Limit);

    /// <inheritdoc/>
    protected internal override void CollectReads(BatchReads reads) => reads.AddDue(Now);
}
