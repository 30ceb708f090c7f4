namespace Callgoose.LoadTest.Load;

/// <summary>The generator's results.</summary>
internal sealed record OpenLoopResult
{
    /// <summary>The percentiles of <see cref="Milliseconds"/>, as far apart as a curve needs; 50, 99, 99.9 and 100 are among them.</summary>
    public static IReadOnlyList<double> Percentiles { get; } =
        [0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.97, 99.99, 100];

    /// <summary>How many webhooks were sent and answered, including the warm-up.</summary>
    public required long Sent { get; init; }

    /// <summary>How many counted.</summary>
    public required long Counted { get; init; }

    /// <summary>From the time at which a webhook was due to its answer: one for each of <see cref="Percentiles"/>.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>The 99th percentile of the generator's own delay: how long after its time it sent a webhook although a connection was free.</summary>
    public required double LateP99Milliseconds { get; init; }
}
