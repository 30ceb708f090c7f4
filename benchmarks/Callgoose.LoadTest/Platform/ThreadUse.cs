namespace Callgoose.LoadTest.Platform;

/// <summary>What threads have used.</summary>
/// <param name="Cpu">Processor time.</param>
/// <param name="Sleeps">How often they were idle and gave up their core; each time somebody must wake them.</param>
/// <param name="Preemptions">How often they lost their core.</param>
/// <param name="Waited">How long they were ready to run without a core.</param>
internal readonly record struct ThreadUse(TimeSpan Cpu, long Sleeps, long Preemptions, TimeSpan Waited)
{
    /// <summary>The sum of both.</summary>
    public static ThreadUse operator +(ThreadUse one, ThreadUse other) => new(one.Cpu + other.Cpu, one.Sleeps + other.Sleeps, one.Preemptions + other.Preemptions, one.Waited + other.Waited);

    /// <summary>The use since the other.</summary>
    public static ThreadUse operator -(ThreadUse one, ThreadUse other) => new(one.Cpu - other.Cpu, one.Sleeps - other.Sleeps, one.Preemptions - other.Preemptions, one.Waited - other.Waited);
}
