using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Reporting;

/// <summary>Everything that one run measured; null what was not asked for.</summary>
internal sealed record Results
{
    /// <summary>What was asked.</summary>
    public required LoadTestOptions Options { get; init; }

    /// <summary>What it was measured on and with.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>The size of the published executable.</summary>
    public required long ExecutableBytes { get; init; }

    /// <summary>Start to first answer.</summary>
    public required StartUp? StartUp { get; init; }

    /// <summary>What many webhooks leave behind.</summary>
    public required MemoryUse? Memory { get; init; }

    /// <summary>The product first, then its rivals.</summary>
    public required IReadOnlyList<ContenderResults>? Throughput { get; init; }

    /// <summary>The product first, then those of its rivals that were put under the same load.</summary>
    public required IReadOnlyList<LatencyResults>? Latency { get; init; }

    /// <summary>Start and commit on data folders with incidents, the emptiest first.</summary>
    public required IReadOnlyList<Growth>? Growth { get; init; }

    /// <summary>What each part of a request costs.</summary>
    public required Cost? Cost { get; init; }

    /// <summary>Which threads a webhook wakes, with few connections and with many.</summary>
    public required IReadOnlyList<Hops> Hops { get; init; }

    /// <summary>In the closed loop, those that only answer: what no server of that kind could be below.</summary>
    public required IReadOnlyList<ContenderResults> Floors { get; init; }

    /// <summary>What each kind of greedy sender does to another one.</summary>
    public required IReadOnlyList<Fairness>? Fairness { get; init; }

    /// <summary>What delivery does and costs, a round each.</summary>
    public required IReadOnlyList<DeliveryRound>? Delivery { get; init; }

    /// <summary>Webhooks on PostgreSQL, one server of the product first.</summary>
    public required IReadOnlyList<SharedStore>? Shared { get; init; }

    /// <summary>Parts that could not be measured, and why.</summary>
    public required IReadOnlyList<(Part Part, string Reason)> Failures { get; init; }

    /// <summary>Whether everything that was asked for was measured, and every rival with it.</summary>
    public bool AreComplete => Failures.Count == 0 && Throughput?.All(static c => c.Failure is null) != false;
}
