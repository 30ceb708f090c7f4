namespace Callgoose.LoadTest.Measurements;

/// <summary>One contender in one round.</summary>
internal sealed record ThroughputRound
{
    /// <summary>Answers within the time.</summary>
    public required long Requests { get; init; }

    /// <summary>Answers per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Median time to the answer. In a closed loop a slow answer also delays the next webhook.</summary>
    public required double P50Milliseconds { get; init; }

    /// <summary>The 99th percentile of the time to the answer. Closed loop, as above.</summary>
    public required double P99Milliseconds { get; init; }

    /// <summary>Processor time of all processes of the server per webhook, user and system, in microseconds.</summary>
    public required double ServerMicroseconds { get; init; }

    /// <summary>Cores that the server used on average.</summary>
    public required double ServerCores { get; init; }

    /// <summary>Cores that the load generator used on average. Near one for each of its threads, it limits the rate.</summary>
    public required double ClientCores { get; init; }

    /// <summary>Cores that everything else on the machine used on average: how much the round was disturbed.</summary>
    public required double OtherCores { get; init; }

    /// <summary>Cores that the host gave to other machines on average.</summary>
    public required double StolenCores { get; init; }
}
