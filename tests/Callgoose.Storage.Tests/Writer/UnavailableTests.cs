using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>
/// While nothing can be written, nothing is acknowledged; when writing works again, the store recovers by itself (tests/README.md R2).
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class UnavailableTests
{
    [Fact]
    public async Task Another_process_holds_the_file()
    {
        await using var scenario = new StoreScenario();
        await scenario.CallAsync(Wanted.Trigger("INC-1"));
        using (var other = new RawDatabase(scenario.Folder.Incidents))
        {
            other.Execute("BEGIN IMMEDIATE");
            await AssertUnavailableAsync(scenario);
            other.Execute("ROLLBACK");
        }

        await AssertRecoversAsync(scenario);
    }

    [Fact]
    public async Task The_disk_takes_no_more()
    {
        await using var scenario = new StoreScenario();
        scenario.Body = new string('x', 1_000_000);
        for (int i = 0; i < 10; i++)
        {
            await scenario.CallAsync(Wanted.Trigger($"INC-0-{i}"));
        }

        // Room for part of a page: too little even for the probe. The runner's own files are far smaller.
        using (new FileSizeLimit(new FileInfo(scenario.Folder.Log).Length + 1000))
        {
            await AssertUnavailableAsync(scenario);
        }

        await AssertRecoversAsync(scenario);
        Assert.Equal(11, scenario.All.Count);
        Assert.Equal(1_000_000, scenario.Details(scenario.All[^1].Id).Description.Length);
    }

    private static async Task AssertUnavailableAsync(StoreScenario scenario)
    {
        int before = scenario.All.Count;

        // A service that appears for the first time: its number is rolled back too.
        Assert.Equal(CommitStatus.Unavailable, await scenario.TryCallAsync(Wanted.Trigger("INC-2") with { Service = "new" }));

        Assert.False(scenario.Store.IsHealthy);
        Assert.Empty(scenario.Touched());
        Assert.False(scenario.Outcome.Created);
        ValueTask<CommitStatus> next = scenario.TryCallAsync(Wanted.Trigger("INC-3"));
        Assert.True(next.IsCompleted);
        Assert.Equal(CommitStatus.Unavailable, await next);
        Assert.Equal(before, scenario.All.Count);

        // Several probes fail in the meantime; they are not reported. Each is a turn of the writer, which takes what has arrived since the last.
        long turns = scenario.Store.ProgressedAt;
        for (int probes = 0; probes < 3; probes++)
        {
            await Eventually.HoldsAsync(() => scenario.Store.ProgressedAt != turns);
            turns = scenario.Store.ProgressedAt;
        }

        Assert.False(scenario.Store.IsHealthy);
        Assert.False(Assert.Single(scenario.HealthChanges).IsHealthy);
        Assert.NotEmpty(scenario.HealthChanges[0].Reason!);
    }

    private static async Task AssertRecoversAsync(StoreScenario scenario)
    {
        while (scenario.HealthChanges.Count < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(new StoreHealthChange(true, null), scenario.HealthChanges[1]);
        Assert.True((await scenario.CallAsync(Wanted.Trigger("INC-2") with { Service = "new" })).Created);
        Assert.Equal("new", scenario.All[0].Service);
        await scenario.ReopenAsync();
        Assert.Equal("new", scenario.All[0].Service);
        RawDatabase.AssertSound(scenario.Folder.Incidents);
    }
}
