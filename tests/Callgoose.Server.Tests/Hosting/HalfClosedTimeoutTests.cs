using System.IO.Pipelines;
using Callgoose.Hosting;
using Callgoose.Threads;
using Microsoft.AspNetCore.Connections;

namespace Callgoose.Server.Tests.Hosting;

/// <summary>A connection whose client has finished sending is served as long as something is written to it, and no longer.</summary>
public sealed class HalfClosedTimeoutTests : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource ends = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Beats clock = new();
    private readonly Connection connection = new();

    public HalfClosedTimeoutTests() => connection.ConnectionClosed = closed.Token;

    public void Dispose() => closed.Dispose();

    [Fact]
    public async Task A_serving_that_does_not_end_is_left_and_the_connection_aborted()
    {
        Task served = ServeAsync();
        Assert.Null(clock.Pass);

        await closed.CancelAsync();
        for (int look = 0; look < HalfClosedTimeout.QuietLooks; look++)
        {
            Assert.False(served.IsCompleted);
            clock.Pass!();
        }

        await served.WaitAsync(HangGuard, TestContext.Current.CancellationToken);
        Assert.True(connection.IsAborted);
        Assert.True(clock.IsDisposed);
        ends.SetException(new IOException("too late for anybody to hear of"));
    }

    [Fact]
    public async Task What_still_is_written_to_is_served_on()
    {
        Task served = ServeAsync();
        PipeWriter output = connection.Transport.Output;
        await closed.CancelAsync();

        for (int look = 1; look < 5 * HalfClosedTimeout.QuietLooks; look++)
        {
            if (look % HalfClosedTimeout.QuietLooks == 0)
            {
                await output.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            clock.Pass!();
        }

        Assert.False(served.IsCompleted);
        ends.SetResult();
        await served.WaitAsync(HangGuard, TestContext.Current.CancellationToken);
        Assert.False(connection.IsAborted);
        Assert.True(clock.IsDisposed);
    }

    [Fact]
    public async Task A_serving_that_ends_first_is_told_of_as_it_ended()
    {
        Task served = ServeAsync();

        ends.SetException(new IOException("broken"));

        await Assert.ThrowsAsync<IOException>(() => served.WaitAsync(HangGuard, TestContext.Current.CancellationToken));
        Assert.False(connection.IsAborted);
        await closed.CancelAsync();
        Assert.Null(clock.Pass);
    }

    private Task ServeAsync() => HalfClosedTimeout.ServeAsync(connection, _ => ends.Task, new LongWork(), clock);

    private sealed class Connection : DefaultConnectionContext
    {
        private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0);

        public Connection()
            : base("test")
        {
            Transport = new Transport(new Pipe().Reader, new Pipe(Unbounded).Writer);
        }

        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>A clock with one timer, which fires when the test says so.</summary>
    private sealed class Beats : TimeProvider, ITimer
    {
        public Action? Pass { get; private set; }

        public bool IsDisposed { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((HalfClosedTimeout.Interval, HalfClosedTimeout.Interval), (dueTime, period));
            Pass = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
