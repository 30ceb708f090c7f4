namespace Callgoose.Server.Tests.Observability;

/// <summary>A clock that does not go.</summary>
/// <param name="now">What it shows.</param>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
