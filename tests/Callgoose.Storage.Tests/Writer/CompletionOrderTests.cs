using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>Code that runs after a commit delays neither the writer nor other waits.</summary>
public sealed class CompletionOrderTests
{
    /// <summary>
    /// A blocking continuation shares a work item with others: two more batches commit in the meantime, and all waits end in the order of their
    /// commits.
    /// </summary>
    [Fact]
    public async Task A_continuation_that_blocks_keeps_no_later_batch_from_ending()
    {
        await using var scenario = new StoreScenario();
        using var blocking = new ManualResetEventSlim();
        using var isBlocked = new ManualResetEventSlim();
        var ended = new List<int>();
        Task first = EndsAsync(scenario, 0, ended, () =>
        {
            isBlocked.Set();
            blocking.Wait();
        });
        isBlocked.Wait(TestContext.Current.CancellationToken);

        // Each is a separate batch: the wait for it ends before the next one is submitted.
        await EndsAsync(scenario, 1, ended);
        await EndsAsync(scenario, 2, ended);
        Assert.False(first.IsCompleted);
        blocking.Set();
        await first;

        Assert.Equal([1, 2, 0], ended);
        Assert.Equal(3, scenario.All.Count);
    }

    [Fact]
    public async Task The_waits_of_one_batch_end_in_the_order_of_their_commands_within_a_group()
    {
        await using var scenario = new StoreScenario();
        using var holding = new HoldingCommand();
        Task<CommitStatus> held = scenario.Store.CommitAsync(holding).AsTask();
        holding.WaitUntilHolding();
        var ended = new List<int>();
        Task[] waits = [.. Enumerable.Range(0, 16).Select(i => EndsAsync(scenario, i, ended))];
        holding.Release();

        await Task.WhenAll([held, .. waits]);

        Assert.Equal(Enumerable.Range(0, 16), ended);
    }

    private static Task EndsAsync(StoreScenario scenario, int number, List<int> ended, Action? block = null)
    {
        var command = new ProcessCallCommand();
        command.Call.Fill(scenario.Store.Ids.Next(), scenario.Clock.UnixMilliseconds, Calls.Body, "tool", Wanted.Trigger($"INC-{number}"));
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueTask<CommitStatus> wait = scenario.Store.CommitAsync(command);
        System.Runtime.CompilerServices.ValueTaskAwaiter<CommitStatus> awaiter = wait.GetAwaiter();
        awaiter.UnsafeOnCompleted(() =>
        {
            block?.Invoke();
            lock (ended)
            {
                ended.Add(number);
            }

            Assert.Equal(CommitStatus.Committed, awaiter.GetResult());
            finished.SetResult();
        });
        return finished.Task;
    }
}
