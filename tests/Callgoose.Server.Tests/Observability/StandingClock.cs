namespace Callgoose.Server.Tests.Observability;

/// <summary>A clock that stands still.</summary>
/// <param name="now">The time that it shows.</param>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
