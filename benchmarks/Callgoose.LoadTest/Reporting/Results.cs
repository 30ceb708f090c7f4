using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Reporting;

/// <summary>All measurements of one run; null where a part was not requested.</summary>
internal sealed record Results
{
    /// <summary>The options.</summary>
    public required LoadTestOptions Options { get; init; }

    /// <summary>The machine and the versions.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>The size of the published executable.</summary>
    public required long ExecutableBytes { get; init; }

    /// <summary>Start to first answer.</summary>
    public required StartUp? StartUp { get; init; }

    /// <summary>What many webhooks leave behind.</summary>
    public required MemoryUse? Memory { get; init; }

    /// <summary>The product first, then its rivals.</summary>
    public required IReadOnlyList<ContenderResults>? Throughput { get; init; }

    /// <summary>The product first, then the rivals under the same load.</summary>
    public required IReadOnlyList<LatencyResults>? Latency { get; init; }

    /// <summary>Start and commit on data folders with incidents, in ascending order.</summary>
    public required IReadOnlyList<Growth>? Growth { get; init; }

    /// <summary>The cost of each part of a request.</summary>
    public required Cost? Cost { get; init; }

    /// <summary>Which threads a webhook wakes, with few connections and with many.</summary>
    public required IReadOnlyList<Hops> Hops { get; init; }

    /// <summary>The contenders that only answer, in the closed loop: the lower bound for any server of that kind.</summary>
    public required IReadOnlyList<ContenderResults> Floors { get; init; }

    /// <summary>The effect of each kind of greedy sender on another one.</summary>
    public required IReadOnlyList<Fairness>? Fairness { get; init; }

    /// <summary>The performance and cost of delivery, round by round.</summary>
    public required IReadOnlyList<DeliveryRound>? Delivery { get; init; }

    /// <summary>Webhooks on PostgreSQL, starting with one server of the product.</summary>
    public required IReadOnlyList<SharedStore>? Shared { get; init; }

    /// <summary>Parts that could not be measured, and why.</summary>
    public required IReadOnlyList<(Part Part, string Reason)> Failures { get; init; }

    /// <summary>Whether every requested part was measured, with every rival.</summary>
    public bool AreComplete => Failures.Count == 0 && Throughput?.All(static c => c.Failure is null) != false;
}
