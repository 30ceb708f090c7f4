namespace Callgoose.Delivery.Tests.Support;

/// <summary>A clock that a test moves: the time that passes, and what people have set.</summary>
internal sealed class TestClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private long passed;
    private long set;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public long UnixMilliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public override long GetTimestamp() => Volatile.Read(ref passed);

    public override DateTimeOffset GetUtcNow() => Begin.AddTicks(Volatile.Read(ref passed) + Volatile.Read(ref set));

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref passed, time.Ticks);

    /// <summary>Somebody sets the clock; no time passes.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref set, by.Ticks);
}
