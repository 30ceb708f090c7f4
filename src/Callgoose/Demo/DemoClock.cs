namespace Callgoose.Demo;

/// <summary>A clock that can stand in the past, so that what is seeded has an age; it ends up as the real one.</summary>
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
