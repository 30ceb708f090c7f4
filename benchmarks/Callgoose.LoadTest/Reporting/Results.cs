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

    /// <summary>Resident memory.</summary>
    public required MemoryUse? Memory { get; init; }

    /// <summary>Managed allocation.</summary>
    public required Allocations? Allocations { get; init; }

    /// <summary>The product first, then its rivals.</summary>
    public required IReadOnlyList<ContenderResults>? Throughput { get; init; }
}
