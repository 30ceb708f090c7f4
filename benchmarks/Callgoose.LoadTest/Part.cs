namespace Callgoose.LoadTest;

/// <summary>What can be measured by itself, in the order of a whole run.</summary>
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

    /// <summary>Start and commit with incidents stored already.</summary>
    Growth,

    /// <summary>What each part of a request costs, and the least that it could cost.</summary>
    Cost,

    /// <summary>What a greedy sender does to another one.</summary>
    Fairness,

    /// <summary>Events per second to a receiver, what they cost the webhooks, and what a kill loses.</summary>
    Delivery,

    /// <summary>Webhooks per second and CPU on PostgreSQL, through one server and through two, beside a transaction for each call.</summary>
    Shared,
}
