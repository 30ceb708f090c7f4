namespace Callgoose.LoadTest.Load;

/// <summary>The final output of <c>webhooks.lua</c>.</summary>
internal sealed record WrkResult
{
    /// <summary>How many answers came within the time.</summary>
    public required long Requests { get; init; }

    /// <summary>The time, in microseconds.</summary>
    public required long DurationMicroseconds { get; init; }

    /// <summary>How many had the expected status; only runs with an exact number check it.</summary>
    public required long Right { get; init; }

    /// <summary>How many had another status; only runs with an exact number check it.</summary>
    public required long Wrong { get; init; }

    /// <summary>How many answers were 4xx or 5xx.</summary>
    public required long Refused { get; init; }

    /// <summary>How many connections failed or timed out.</summary>
    public required long Broken { get; init; }

    /// <summary>The median of the times from request to answer.</summary>
    public required long P50Microseconds { get; init; }

    /// <summary>The 99th percentile of these times.</summary>
    public required long P99Microseconds { get; init; }

    /// <summary>Answers per second.</summary>
    public double RequestsPerSecond => Requests * 1e6 / DurationMicroseconds;
}
