namespace Callgoose.Storage.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SettableClock : TimeProvider
{
    private static readonly DateTimeOffset First = new(2025, 11, 10, 9, 12, 0, TimeSpan.Zero);

    /// <summary>Both clocks. Other threads see a change at once.</summary>
    private volatile Times times = new(First, First.Ticks);

    /// <summary>The time. Setting it lets time pass.</summary>
    public DateTimeOffset Now
    {
        get => times.Wall;
        set => times = new Times(value, times.Steady + (value - times.Wall).Ticks);
    }

    public long UnixMilliseconds => Now.ToUnixTimeMilliseconds();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the wall clock without letting time pass.</summary>
    public void Move(TimeSpan by) => times = times with { Wall = times.Wall + by };

    public override DateTimeOffset GetUtcNow() => times.Wall;

    public override long GetTimestamp() => times.Steady;

    private sealed record Times(DateTimeOffset Wall, long Steady);
}
