namespace Callgoose.LoadTest.Load;

/// <summary>What the generator saw.</summary>
internal sealed record OpenLoopResult
{
    /// <summary>The percentiles of <see cref="Milliseconds"/>, as far apart as a curve needs; 50, 99, 99.9 and 100 are among them.</summary>
    public static IReadOnlyList<double> Percentiles { get; } =
        [0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.97, 99.99, 100];

    /// <summary>How many webhooks were sent and answered, those before it counted included.</summary>
    public required long Sent { get; init; }

    /// <summary>How many counted.</summary>
    public required long Counted { get; init; }

    /// <summary>From the time at which a webhook was to be sent to its answer: one for each of <see cref="Percentiles"/>.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>
    /// Of a hundred webhooks for which a connection was free one was sent later than this after its time: what the generator
    /// itself adds.
    /// </summary>
    public required double LateP99Milliseconds { get; init; }
}
