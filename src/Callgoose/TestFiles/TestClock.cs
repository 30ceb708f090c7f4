namespace Callgoose.TestFiles;

/// <summary>The clock of a test. It stands still until the next call.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan time) => now += time;
}
