using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>The number of waiting calls stays within its bound (tests/README.md R14), and no accepted call is lost.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task One_more_than_the_bound_is_refused_at_once()
    {
        await using var scenario = new StoreScenario(StoreScenario.Defaults with { QueueBound = 4 });
        using var holding = new HoldingCommand();
        var waits = new List<Task<CommitStatus>> { scenario.Store.CommitAsync(holding).AsTask() };
        holding.WaitUntilHolding();
        for (int i = 1; i < 4; i++)
        {
            waits.Add(scenario.Store.CommitAsync(Calls.Of(Wanted.Trigger($"INC-{i}"))).AsTask());
        }

        ProcessCallCommand refused = Calls.Of(Wanted.Trigger("INC-4"));
        ValueTask<CommitStatus> refusal = scenario.Store.CommitAsync(refused);
        Assert.True(refusal.IsCompleted);
        Assert.Equal(CommitStatus.Overloaded, await refusal);
        Assert.True(scenario.Store.IsHealthy);

        holding.Release();
        Assert.All(await Task.WhenAll(waits), static status => Assert.Equal(CommitStatus.Committed, status));
        Assert.Equal(CommitStatus.Committed, await scenario.Store.CommitAsync(refused));
        Assert.Equal(4, scenario.All.Count);
    }

    [Fact]
    public async Task Closing_commits_what_was_taken_and_takes_nothing_more()
    {
        await using var scenario = new StoreScenario(StoreScenario.Defaults with { MaxBatch = 3 });
        using var holding = new HoldingCommand();
        var waits = new List<Task<CommitStatus>> { scenario.Store.CommitAsync(holding).AsTask() };
        holding.WaitUntilHolding();
        for (int i = 0; i < 10; i++)
        {
            waits.Add(scenario.Store.CommitAsync(Calls.Of(Wanted.Trigger($"INC-{i}"))).AsTask());
        }

        ValueTask closing = scenario.Store.DisposeAsync();
        Assert.Equal(CommitStatus.Unavailable, await scenario.Store.CommitAsync(Calls.Of(Wanted.Trigger("late"))));
        holding.Release();
        await closing;

        Assert.All(await Task.WhenAll(waits), static status => Assert.Equal(CommitStatus.Committed, status));
        Assert.Equal(0, new FileInfo(scenario.Folder.Log).Length);
        await scenario.ReopenAsync();
        Assert.Equal(10, scenario.All.Count);
    }

    [Fact]
    public async Task What_follows_a_commit_does_not_run_on_the_writer()
    {
        await using var scenario = new StoreScenario();
        using var holding = new HoldingCommand();
        Task<Thread> follower = ThreadAfterAsync(scenario.Store.CommitAsync(holding));
        holding.Release();

        Assert.True((await follower).IsThreadPoolThread);
    }

    private static async Task<Thread> ThreadAfterAsync(ValueTask<CommitStatus> commit)
    {
        await commit.ConfigureAwait(false);
        return Thread.CurrentThread;
    }
}
