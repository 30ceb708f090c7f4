namespace Callgoose.LoadTest;

/// <summary>What can be measured by itself, in the order of a whole run.</summary>
internal enum Part
{
    /// <summary>Webhooks per second and server CPU of each, closed loop, against every rival.</summary>
    Throughput,

    /// <summary>Start to first answer, and size.</summary>
    Start,

    /// <summary>Resident memory, idle and after many webhooks.</summary>
    Memory,

    /// <summary>Managed allocation and collections.</summary>
    Allocations,
}
