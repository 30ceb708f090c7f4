namespace Callgoose.Delivery.Tests.Support;

/// <summary>A clock that a test moves: the monotonic time, and the wall clock.</summary>
internal sealed class TestClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly List<TestTimer> timers = [];
    private long passed;
    private long set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public long UnixMilliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public override long GetTimestamp() => Volatile.Read(ref passed);

    public override DateTimeOffset GetUtcNow() => Begin.AddTicks(Volatile.Read(ref passed) + Volatile.Read(ref set));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(() => callback(state), GetTimestamp() + dueTime.Ticks);
        lock (timers)
        {
            timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Moves both clocks.</summary>
    public void Pass(TimeSpan time)
    {
        long now = Interlocked.Add(ref passed, time.Ticks);
        TestTimer[] due;
        lock (timers)
        {
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(timer => timer.Due <= now);
        }

        foreach (TestTimer timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Sets the wall clock; no time passes.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref set, by.Ticks);

    private sealed class TestTimer(Action fire, long due) : ITimer
    {
        private bool isDisposed;

        public long Due { get; private set; } = due;

        public void Fire()
        {
            if (!isDisposed)
            {
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
