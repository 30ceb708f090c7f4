namespace Callgoose.LoadTest.Platform;

/// <summary>What threads have used.</summary>
/// <param name="Cpu">Processor time.</param>
/// <param name="Sleeps">How often they had nothing to do and gave their core away; each has to be woken.</param>
/// <param name="Preemptions">How often their core was taken from them.</param>
/// <param name="Waited">How long they were ready to run and had no core.</param>
internal readonly record struct ThreadUse(TimeSpan Cpu, long Sleeps, long Preemptions, TimeSpan Waited)
{
    /// <summary>Both.</summary>
    public static ThreadUse operator +(ThreadUse one, ThreadUse other) => new(one.Cpu + other.Cpu, one.Sleeps + other.Sleeps, one.Preemptions + other.Preemptions, one.Waited + other.Waited);

    /// <summary>What came after the other.</summary>
    public static ThreadUse operator -(ThreadUse one, ThreadUse other) => new(one.Cpu - other.Cpu, one.Sleeps - other.Sleeps, one.Preemptions - other.Preemptions, one.Waited - other.Waited);
}
