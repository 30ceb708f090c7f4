using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>The writes of a commit are gathered, and are in the file before any answer: for every length, and whatever fails.</summary>
[Collection(AloneCollection.Name)]
public sealed class CoalescedCommitTests
{
    private const int PageBytes = 4096;

    /// <summary>More than twice as many pages as one write takes.</summary>
    private const int MostPages = 70;

    private const int LongBytes = 1_000_000;

    [Fact]
    public async Task A_commit_of_any_length_is_seen_by_others_and_survives_a_crash_once_it_is_acknowledged()
    {
        await using var scenario = new StoreScenario();
        using var other = new RawDatabase(scenario.Folder.Incidents);
        for (int pages = 0; pages <= MostPages; pages++)
        {
            await scenario.CallAsync(Wanted.Trigger($"INC-{pages}") with { Description = Description(pages * PageBytes) });

            long[] expected = [.. Enumerable.Range(0, pages + 1).Select(static p => Math.Max(Calls.Body.Length, (long)p * PageBytes))];
            Assert.Equal(expected, Lengths(other));
            using TemporaryFolder copy = scenario.Folder.CopyAsAfterCrash();
            using var after = new RawDatabase(copy.Incidents);
            Assert.Equal(expected, Lengths(after));
        }

        await scenario.ReopenAsync();
        RawDatabase.AssertSound(scenario.Folder.Incidents);
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_into_the_cache_is_whole_after_a_crash()
    {
        await using var scenario = new StoreScenario();
        Assert.All(await CommitTogetherAsync(scenario), static status => Assert.Equal(CommitStatus.Committed, status));

        await using var after = new StoreScenario(folder: scenario.Folder.CopyAsAfterCrash());
        Assert.Equal(BatchLength, after.All.Count);
        Assert.All(after.All, incident => Assert.Equal(Description(LongBytes), after.Details(incident.Id).Description));
        RawDatabase.AssertSound(after.Folder.Incidents);
    }

    /// <summary>With room for part of a header, of the first gathered write, or of a later one.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(100_000)]
    [InlineData(300_001)]
    [InlineData(900_000)]
    public async Task A_commit_that_ends_half_way_is_refused_and_leaves_nothing(int room)
    {
        await using var scenario = new StoreScenario();
        await FillAsync(scenario);
        using (new FileSizeLimit(new FileInfo(scenario.Folder.Log).Length + room))
        {
            Assert.Equal(CommitStatus.Unavailable, await scenario.TryCallAsync(Long("refused")));
            Assert.Equal(FilledWith, scenario.All.Count);
        }

        await AssertGoesOnAsync(scenario);
    }

    /// <summary>While the batch is applied, because it does not fit into the cache, and at its commit.</summary>
    [Theory]
    [InlineData(1_000_000)]
    [InlineData(15_500_000)]
    public async Task A_batch_that_ends_half_way_is_refused_and_leaves_nothing(int room)
    {
        await using var scenario = new StoreScenario();
        await FillAsync(scenario);
        using (new FileSizeLimit(new FileInfo(scenario.Folder.Log).Length + room))
        {
            Assert.Contains(CommitStatus.Unavailable, await CommitTogetherAsync(scenario));
            Assert.Equal(FilledWith, scenario.All.Count);
        }

        await AssertGoesOnAsync(scenario);
    }

    private const int FilledWith = 5;
    private const int BatchLength = 16;

    /// <summary>After that the log is longer than the runner's files.</summary>
    private static async Task FillAsync(StoreScenario scenario)
    {
        for (int i = 0; i < FilledWith; i++)
        {
            await scenario.CallAsync(Long($"INC-{i}"));
        }
    }

    private static async Task AssertGoesOnAsync(StoreScenario scenario)
    {
        while (!scenario.Store.IsHealthy)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True((await scenario.CallAsync(Long("last"))).Created);
        await using var after = new StoreScenario(folder: scenario.Folder.CopyAsAfterCrash());
        foreach (StoreScenario every in (StoreScenario[])[scenario, after])
        {
            Assert.Equal(FilledWith + 1, every.All.Count);
            Assert.All(every.All, incident => Assert.Equal(Description(LongBytes), every.Details(incident.Id).Description));
        }

        await scenario.ReopenAsync();
        RawDatabase.AssertSound(scenario.Folder.Incidents);
        RawDatabase.AssertSound(after.Folder.Incidents);
    }

    /// <summary>Submits calls while the writer is held, so that they form one batch.</summary>
    private static async Task<CommitStatus[]> CommitTogetherAsync(StoreScenario scenario)
    {
        using var holding = new HoldingCommand();
        ValueTask<CommitStatus> held = scenario.Store.CommitAsync(holding);
        holding.WaitUntilHolding();
        Task<CommitStatus>[] waits = [.. Enumerable.Range(0, BatchLength).Select(i =>
        {
            var command = new ProcessCallCommand();
            command.Call.Fill(scenario.Store.Ids.Next(), scenario.Clock.UnixMilliseconds, Calls.Body, scenario.Source, Long($"BATCH-{i}"));
            return scenario.Store.CommitAsync(command).AsTask();
        })];
        holding.Release();
        return [await held, .. await Task.WhenAll(waits)];
    }

    private static Wanted Long(string key) => Wanted.Trigger(key) with { Description = Description(LongBytes) };

    private static string Description(int length) => new('x', length);

    private static long[] Lengths(RawDatabase database) => database.ReadNumbers("SELECT length(description) AS n FROM incidents ORDER BY sequence");
}
