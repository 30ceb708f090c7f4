using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Commands;

/// <summary>Removes calls from the relay queue that the upstream has accepted, and sets aside those that it refuses for good.</summary>
/// <param name="taken">The numbers of the accepted calls.</param>
/// <param name="refused">The refused calls: number, status, answer.</param>
/// <param name="now">The current time, in Unix milliseconds (UTC).</param>
public sealed class SettleQueuedCommand(IReadOnlyList<long> taken, IReadOnlyList<(long Sequence, int Status, string Answer)> refused, long now) : StoreCommand
{
    /// <inheritdoc/>
    protected internal override void Apply(IIncidentStore store, CallRules rules)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (long sequence in taken)
        {
            store.RemoveQueued(sequence);
        }

        foreach ((long sequence, int status, string answer) in refused)
        {
            store.RefuseQueued(sequence, status, answer, now);
        }
    }
}
