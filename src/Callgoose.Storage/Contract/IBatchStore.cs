using Callgoose.Storage.Relay;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Contract;

/// <summary>
/// The seam behind which incidents are kept: a batch of commands goes in, and their outcomes come out after they are durable.
/// Everything before it (the queue, group commit, refusals, retention) is the same for every store.
/// </summary>
/// <remarks>
/// <para>One thread calls it, one call after the other: the writer. A store in the process answers at once; one across a network
/// collects what the batch reads (<see cref="CommandBatch.CollectReads"/>), fetches it in one round trip, runs the same rules over it in
/// memory, and writes the result in another.</para>
/// <para>Everything of a batch is kept or nothing. A store that cannot tell which (its connection broke at the commit) finds out before
/// it answers, or throws: then the calls are refused, and their senders try again.</para>
/// </remarks>
public interface IBatchStore : IDisposable
{
    /// <summary>What it has done since it was opened.</summary>
    StoreStatistics Statistics { get; }

    /// <summary>Whether transitions are written to the outbox as well. May be changed from any thread.</summary>
    bool HasOutbox { get; set; }

    /// <summary>How it stands with the line of calls that are relayed from here. May be asked from any thread.</summary>
    QueueStatus Queue => QueueStatus.Empty;

    /// <summary>When the next incident is due by itself, in Unix milliseconds (UTC), or earlier; <see cref="long.MaxValue"/> if none is.</summary>
    long NextDue { get; }

    /// <summary>Applies the commands of a batch in their order, and makes what they did durable.</summary>
    /// <exception cref="CommandFaultException">A command is at fault. Nothing of the batch was kept.</exception>
    /// <exception cref="StoreException">The store cannot commit. Nothing of the batch was kept, as far as is known; whatever else it throws means the same.</exception>
    ValueTask CommitAsync(CommandBatch batch);

    /// <summary>Commits something that changes nothing, to prove that commits work again after one that did not.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <exception cref="StoreException">They do not.</exception>
    ValueTask ProbeAsync(long now);

    /// <summary>
    /// Removes some of what has been kept long enough: resolved incidents, and what is remembered of calls. An incident that ended after the
    /// oldest event of the outbox stays: what is still to be delivered is told with it.
    /// </summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="retention">How long resolved incidents are kept, in milliseconds.</param>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="StoreException">It cannot be committed.</exception>
    ValueTask<bool> RemoveExpiredAsync(long now, long retention);

    /// <summary>Moves the time at which active incidents end by themselves, because the wall clock was moved by as much.</summary>
    /// <param name="after">Ends later than this are moved, in Unix milliseconds (UTC).</param>
    /// <param name="upTo">Ends later than this are not moved.</param>
    /// <param name="by">By how much, in milliseconds; less than zero where the clock was put back.</param>
    /// <exception cref="StoreException">It cannot be committed.</exception>
    ValueTask ShiftExpiryAsync(long after, long upTo, long by);

    /// <summary>Holds the incidents that are suppressed until another time, because the maintenances of services were changed.</summary>
    /// <param name="until">
    /// Gives the end of the maintenance that a service is in, in Unix milliseconds (UTC). What is held in a service without one (0) is due at once.
    /// </param>
    /// <exception cref="StoreException">It cannot be committed.</exception>
    ValueTask HoldUntilAsync(Func<string, long> until);

    /// <summary>Looks whether what is kept is still where it was, such as a file that somebody may delete.</summary>
    /// <returns>What happened and what to do, or null. What was lost stays lost until the next start.</returns>
    string? FindLoss() => null;

    /// <summary>What was found to have become of what is kept; null if nothing. May be asked from any thread.</summary>
    string? Loss => null;

    /// <summary>Does what may be done while nobody waits for a commit that is done. Must not throw, and not take long.</summary>
    void Rest();
}
