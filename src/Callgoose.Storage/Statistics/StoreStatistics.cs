namespace Callgoose.Storage.Statistics;

/// <summary>Statistics of a store since it was opened. The writer's thread writes them, any thread may read them.</summary>
public sealed class StoreStatistics
{
    private long created;
    private long resolved;
    private long duplicates;
    private long failures;
    private long opened;
    private long suppressed;
    private long expired;
    private long openBefore;
    private long suppressedBefore;

    /// <summary>The number of commands in each committed transaction.</summary>
    public Histogram BatchSize { get; } = Histogram.OfCounts(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);

    /// <summary>The duration of each committed transaction, from its beginning to the end of its commit.</summary>
    public Histogram TransactionTime { get; } = OfCommits();

    /// <summary>
    /// The duration of SQLite's <c>COMMIT</c>: writing the log, its fsync, which takes nearly all of it, and, once every few thousand
    /// pages, copying the log into the database file.
    /// </summary>
    public Histogram CommitTime { get; } = OfCommits();

    /// <summary>Incidents created.</summary>
    public long Created => Volatile.Read(ref created);

    /// <summary>Incidents resolved, by a call or by a person.</summary>
    public long Resolved => Volatile.Read(ref resolved);

    /// <summary>Triggers that repeated an open incident.</summary>
    public long Duplicates => Volatile.Read(ref duplicates);

    /// <summary>How often the store stopped accepting commands because it could not commit.</summary>
    public long Failures => Volatile.Read(ref failures);

    /// <summary>Incidents that are open.</summary>
    public long Open => Volatile.Read(ref openBefore) + Volatile.Read(ref opened);

    /// <summary>Incidents that are held until the maintenance of their service ends.</summary>
    public long Suppressed => Volatile.Read(ref suppressedBefore) + Volatile.Read(ref suppressed);

    /// <summary>Incidents that expired.</summary>
    public long Expired => Volatile.Read(ref expired);

    /// <summary>Incidents that were open when the store was opened.</summary>
    public long OpenAtStart { get => openBefore; init => openBefore = value; }

    /// <summary>Incidents that were held when the store was opened.</summary>
    public long SuppressedAtStart { get => suppressedBefore; init => suppressedBefore = value; }

    /// <summary>Adds the counts of a transaction after its commit.</summary>
    public void AddCommitted(in UncommittedCounts counts)
    {
        Volatile.Write(ref created, created + counts.Created);
        Volatile.Write(ref resolved, resolved + counts.Resolved);
        Volatile.Write(ref duplicates, duplicates + counts.Duplicates);
        Volatile.Write(ref opened, opened + counts.Opened);
        Volatile.Write(ref suppressed, suppressed + counts.Suppressed);
        Volatile.Write(ref expired, expired + counts.Expired);
    }

    /// <summary>
    /// Sets how many incidents there are, for stores in which other servers open and end incidents, too. What this store opens and ends
    /// afterwards is added to it until the next call. Not thread-safe, but the caller need not be the writer's thread.
    /// </summary>
    /// <param name="open">The number of open incidents.</param>
    /// <param name="held">The number of held incidents.</param>
    public void Recount(long open, long held)
    {
        Volatile.Write(ref openBefore, open - Volatile.Read(ref opened));
        Volatile.Write(ref suppressedBefore, held - Volatile.Read(ref suppressed));
    }

    internal void AddFailure() => Volatile.Write(ref failures, failures + 1);

    private static Histogram OfCommits() =>
        Histogram.OfSeconds(0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
}
