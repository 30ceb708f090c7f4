using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Tests;

/// <summary>
/// A store as one across a network would be, over a database in memory: it fetches what a batch reads beforehand, late and in any order, and its
/// connection breaks before or after the commit.
/// </summary>
internal sealed class DistantStore(MemoryStore database, int seed) : IBatchStore
{
    private readonly Random random = new(seed);
    private readonly BatchReads reads = new();

    /// <summary>How the next commits end; as they should where there is nothing.</summary>
    public Queue<Break> Breaks { get; } = new();

    /// <summary>How many things were fetched.</summary>
    public int Fetched { get; private set; }

    public StoreStatistics Statistics => database.Statistics;

    public bool HasOutbox
    {
        get => database.HasOutbox;
        set => database.HasOutbox = value;
    }

    public long NextDue => database.NextDue;

    public async ValueTask CommitAsync(CommandBatch batch)
    {
        reads.Clear();
        batch.CollectReads(reads);
        await FetchAsync();
        try
        {
            batch.ApplyCollected(new FetchedRows(database, reads));
        }
        catch
        {
            database.Undo();
            throw;
        }

        await Task.Yield();
        if (Breaks.TryDequeue(out Break how) && how == Break.BeforeCommit)
        {
            database.Undo();
            throw new StoreException("The connection broke before the commit.");
        }

        // Where it breaks afterwards the store asks the database, and finds that it has committed.
        database.Keep();
        await Task.Yield();
    }

    public async ValueTask ProbeAsync(long now) => await Task.Yield();

    public async ValueTask<bool> RemoveExpiredAsync(long now, long retention)
    {
        await Task.Yield();
        return await database.RemoveExpiredAsync(now, retention);
    }

    public async ValueTask ShiftExpiryAsync(long after, long upTo, long by)
    {
        await Task.Yield();
        await database.ShiftExpiryAsync(after, upTo, by);
    }

    public async ValueTask HoldUntilAsync(Func<string, long> until)
    {
        await Task.Yield();
        await database.HoldUntilAsync(until);
    }

    public void Rest()
    {
    }

    public void Dispose() => database.Dispose();

    /// <summary>Each answer comes when it comes.</summary>
    private async Task FetchAsync()
    {
        object[] all = [.. reads.Keys.Cast<object>(), .. reads.Bodies.Cast<object>(), .. reads.Deliveries.Cast<object>(), .. reads.Incidents.Cast<object>()];
        random.Shuffle(all);
        foreach (object unused in all)
        {
            await Task.Yield();
            Fetched++;
        }
    }

    /// <summary>Where a connection breaks.</summary>
    internal enum Break
    {
        Nowhere,
        BeforeCommit,
        AfterCommit,
    }
}
