using Callgoose.Threads;

namespace Callgoose.Server.Tests.Threads;

/// <summary>Long work takes turns.</summary>
public class LongWorkTests
{
    [Fact]
    public async Task Turns_are_taken_one_after_the_other_in_the_order_in_which_they_were_asked_for()
    {
        const int Turns = 100;
        var longWork = new LongWork(1);
        using var begin = new ManualResetEventSlim();
        var order = new List<int>();
        int atOnce = 0;
        Task first = TakeAsync(-1);
        Task[] others = [.. Enumerable.Range(0, Turns).Select(TakeAsync)];
        begin.Set();

        await Task.WhenAll([first, .. others]);

        Assert.Equal(Enumerable.Range(-1, Turns + 1), order);

        async Task TakeAsync(int number)
        {
            await longWork.TurnAsync();
            Assert.Equal(1, Interlocked.Increment(ref atOnce));
            begin.Wait(TestContext.Current.CancellationToken);
            order.Add(number);
            Interlocked.Decrement(ref atOnce);
        }
    }

    [Fact]
    public async Task A_turn_ends_where_it_waits()
    {
        var longWork = new LongWork(1);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task first = TakeAndWaitAsync();

        await longWork.TurnAsync();
        waits.SetResult();
        await first;

        async Task TakeAndWaitAsync()
        {
            await longWork.TurnAsync();
            await waits.Task;
        }
    }
}
