namespace Callgoose.Storage.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SettableClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2025, 11, 10, 9, 12, 0, TimeSpan.Zero);

    public long UnixMilliseconds => Now.ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => Now;
}
