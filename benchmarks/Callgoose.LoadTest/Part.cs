namespace Callgoose.LoadTest;

/// <summary>The parts that can be measured separately, in the order of a whole run.</summary>
internal enum Part
{
    /// <summary>Webhooks per second and server CPU of each, closed loop, against every rival.</summary>
    Throughput,

    /// <summary>Latency at half of that rate, open loop.</summary>
    Latency,

    /// <summary>Start to first answer, and size.</summary>
    Start,

    /// <summary>Resident memory, garbage and data on disk after many webhooks.</summary>
    Memory,

    /// <summary>Start and commit with stored incidents.</summary>
    Growth,

    /// <summary>The cost of each part of a request, and its lower bound.</summary>
    Cost,

    /// <summary>The effect of a greedy sender on another one.</summary>
    Fairness,

    /// <summary>Events per second to a receiver, their cost for webhooks, and what a kill loses.</summary>
    Delivery,

    /// <summary>Webhooks per second and CPU on PostgreSQL, through one server and through two, compared with a transaction for each call.</summary>
    Shared,
}
