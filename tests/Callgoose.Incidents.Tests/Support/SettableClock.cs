namespace Callgoose.Incidents.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SettableClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2025, 11, 10, 9, 12, 0, TimeSpan.Zero);

    public long UnixMilliseconds => Now.ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => Now;
}
