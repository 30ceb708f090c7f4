using Callgoose.Storage.Contract;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Tests;

/// <summary>
/// A store that behaves as if it were across a network. It fetches copies of the rows that a batch reads, with answers in any order, runs the rules
/// over them, and sends all writes at once. Nothing completes on the caller's thread, and connections break.
/// </summary>
internal sealed class DistantStore(DistantDatabase database, int seed) : IBatchStore
{
    private readonly Random random = new(seed);
    private readonly BatchReads reads = new();

    /// <summary>How the next commits that write something end; a commit without an entry succeeds.</summary>
    public Queue<Break> Breaks { get; } = new();

    /// <summary>What the next uses other than commits throw; each entry once.</summary>
    public Dictionary<string, Queue<Exception>> Failures { get; } = [];

    public StoreStatistics Statistics => database.Incidents.Statistics;

    public bool HasOutbox
    {
        get => database.Incidents.HasOutbox;
        set => database.Incidents.HasOutbox = value;
    }

    public long NextDue => database.Incidents.NextDue;

    public async ValueTask CommitAsync(CommandBatch batch)
    {
        reads.Clear();
        batch.CollectReads(reads);
        var rows = new FetchedRows(database, reads);
        Action[] questions = [.. rows.Questions];
        random.Shuffle(questions);
        await Task.WhenAll(questions.Select(AskAsync));
        batch.ApplyCollected(rows);
        Break how = rows.Writes.Count > 0 && Breaks.TryDequeue(out Break next) ? next : Break.Nowhere;
        await AwayAsync();
        if (how == Break.BeforeCommit)
        {
            throw new StoreException("The connection broke before the commit.");
        }

        database.Commit(rows.Writes);
        await AwayAsync();
        if (how == Break.InDoubt)
        {
            throw new StoreException("The connection broke at the commit, and nobody can be asked what came of it.");
        }
    }

    public async ValueTask ProbeAsync(long now) => await UseAsync(nameof(ProbeAsync));

    public async ValueTask<bool> RemoveExpiredAsync(long now, long retention)
    {
        await UseAsync(nameof(RemoveExpiredAsync));
        return await database.Incidents.RemoveExpiredAsync(now, retention);
    }

    public async ValueTask ShiftExpiryAsync(long after, long upTo, long by)
    {
        await UseAsync(nameof(ShiftExpiryAsync));
        await database.Incidents.ShiftExpiryAsync(after, upTo, by);
    }

    public async ValueTask HoldUntilAsync(Func<string, long> until)
    {
        await UseAsync(nameof(HoldUntilAsync));
        await database.Incidents.HoldUntilAsync(until);
    }

    public void Rest()
    {
    }

    public void Dispose() => database.Incidents.Dispose();

    private static async Task AskAsync(Action question)
    {
        await AwayAsync();
        question();
    }

    /// <summary>Continues on a thread of the pool.</summary>
    private static async Task AwayAsync() => await Task.Yield();

    private async Task UseAsync(string what)
    {
        await AwayAsync();
        if (Failures.TryGetValue(what, out Queue<Exception>? failures) && failures.TryDequeue(out Exception? failure))
        {
            throw failure;
        }
    }

    /// <summary>Where a connection breaks.</summary>
    internal enum Break
    {
        Nowhere,

        /// <summary>Nothing of the batch is kept.</summary>
        BeforeCommit,

        /// <summary>The batch is kept and the answer is lost; the store asks again and finds out.</summary>
        AtCommit,

        /// <summary>The batch is kept, and the store cannot find out.</summary>
        InDoubt,
    }
}
