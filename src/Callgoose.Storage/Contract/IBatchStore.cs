using Callgoose.Storage.Relay;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Contract;

/// <summary>
/// The interface behind which every store keeps incidents: it takes a batch of commands and reports their results once they are durable.
/// Everything before it (the queue, group commit, refusals, retention) is the same for every store.
/// </summary>
/// <remarks>
/// <para>
/// One thread, the writer, makes all calls, one after the other. A store in the process completes at once. A store across a network
/// collects what the batch reads (<see cref="CommandBatch.CollectReads"/>), fetches it in one round trip, runs the same rules over it in
/// memory, and writes the result in a second round trip.
/// </para>
/// <para>
/// A batch is kept as a whole or not at all. A store that cannot tell which (its connection broke during the commit) finds out before it
/// answers, or throws: then the calls are refused, and their senders retry.
/// </para>
/// </remarks>
public interface IBatchStore : IDisposable
{
    /// <summary>Statistics since the store was opened.</summary>
    StoreStatistics Statistics { get; }

    /// <summary>True to write transitions to the outbox as well. May be set from any thread.</summary>
    bool HasOutbox { get; set; }

    /// <summary>The status of the relay queue. May be read from any thread.</summary>
    QueueStatus Queue => QueueStatus.Empty;

    /// <summary>
    /// When the next timed change of an incident is due, in Unix milliseconds (UTC), or an earlier time; <see cref="long.MaxValue"/> if
    /// none is.
    /// </summary>
    long NextDue { get; }

    /// <summary>Applies the commands of a batch in their order, and makes their effects durable.</summary>
    /// <exception cref="CommandFaultException">A command is at fault. Nothing of the batch was kept.</exception>
    /// <exception cref="StoreException">
    /// The store cannot commit. As far as is known, nothing of the batch was kept. Any other exception means the same.
    /// </exception>
    ValueTask CommitAsync(CommandBatch batch);

    /// <summary>Commits a transaction that changes nothing, to find out whether commits work again after a failed one.</summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <exception cref="StoreException">Commits still fail.</exception>
    ValueTask ProbeAsync(long now);

    /// <summary>
    /// Removes some of the expired data: resolved incidents, and what is remembered of calls. Incidents that ended after the oldest event
    /// of the outbox stay, because the messages about events that are still to be delivered need them.
    /// </summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <param name="retention">How long resolved incidents are kept, in milliseconds.</param>
    /// <returns>True if there may be more to remove.</returns>
    /// <exception cref="StoreException">The removal cannot be committed.</exception>
    ValueTask<bool> RemoveExpiredAsync(long now, long retention);

    /// <summary>Shifts the expiry times of active incidents, because the wall clock was moved by the same amount.</summary>
    /// <param name="after">Only expiry times later than this are shifted, in Unix milliseconds (UTC).</param>
    /// <param name="upTo">Expiry times later than this are not shifted.</param>
    /// <param name="by">The shift in milliseconds; negative where the clock was put back.</param>
    /// <exception cref="StoreException">The shift cannot be committed.</exception>
    ValueTask ShiftExpiryAsync(long after, long upTo, long by);

    /// <summary>Updates the time until which suppressed incidents are held, because the maintenances of services have changed.</summary>
    /// <param name="until">
    /// Returns the end of the maintenance that a service is in, in Unix milliseconds (UTC). Incidents held in a service without one (0) are
    /// due at once.
    /// </param>
    /// <exception cref="StoreException">The change cannot be committed.</exception>
    ValueTask HoldUntilAsync(Func<string, long> until);

    /// <summary>Checks whether the data is still where it was, such as a file that somebody may have deleted.</summary>
    /// <returns>What happened and what to do, or null. The data stays lost until the next start.</returns>
    string? FindLoss() => null;

    /// <summary>The data loss that was detected, as a sentence; null if none was. May be read from any thread.</summary>
    string? Loss => null;

    /// <summary>Does work that can wait until no caller waits for a finished commit. Must not throw, and must be short.</summary>
    void Rest();
}
