namespace Callgoose.LoadTest.Measurements;

/// <summary>One round of the product on a data folder with incidents.</summary>
internal sealed record GrowthRound
{
    /// <summary>From the start of the process to the first 201; in milliseconds.</summary>
    public required double StartMilliseconds { get; init; }

    /// <summary>Webhooks per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Processor time of the whole process for each, in microseconds.</summary>
    public required double ServerMicroseconds { get; init; }

    /// <summary>Processor time of the threads that commit for each, in microseconds.</summary>
    public required double WriterMicroseconds { get; init; }

    /// <summary>The 99th percentile of each of <see cref="Load.ListTimes.Queries"/>, in milliseconds, with all incidents open.</summary>
    public required IReadOnlyList<double> ListMilliseconds { get; init; }
}
