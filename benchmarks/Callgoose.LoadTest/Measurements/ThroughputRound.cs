namespace Callgoose.LoadTest.Measurements;

/// <summary>One contender in one round.</summary>
internal sealed record ThroughputRound
{
    /// <summary>Answers within the time.</summary>
    public required long Requests { get; init; }

    /// <summary>Answers per second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Median time to the answer. Closed loop: a slow answer also keeps the next webhook from being sent.</summary>
    public required double P50Milliseconds { get; init; }

    /// <summary>Of a hundred answers one took longer. Closed loop, as above.</summary>
    public required double P99Milliseconds { get; init; }

    /// <summary>Processor time of all processes of the server per webhook, user and system, in microseconds.</summary>
    public required double ServerMicroseconds { get; init; }

    /// <summary>Processor time of the server per time.</summary>
    public required double ServerCores { get; init; }

    /// <summary>Processor time of the load generator per time. Near one for each of its threads, it limits the rate.</summary>
    public required double ClientCores { get; init; }

    /// <summary>Processor time of everything else on the machine per time: how far the round was disturbed.</summary>
    public required double OtherCores { get; init; }

    /// <summary>Processor time that the host gave to other machines, per time.</summary>
    public required double StolenCores { get; init; }
}
