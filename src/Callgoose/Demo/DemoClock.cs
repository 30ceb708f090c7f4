namespace Callgoose.Demo;

/// <summary>A clock that can be set to the past, so that seeded incidents have an age. In the end it shows the real time.</summary>
internal sealed class DemoClock : TimeProvider
{
    private long behind;

    /// <summary>How far it is behind the real time.</summary>
    public TimeSpan Behind
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref behind));
        set => Volatile.Write(ref behind, value.Ticks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;
}
