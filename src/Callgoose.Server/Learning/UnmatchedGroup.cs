using Callgoose.Incidents;

namespace Callgoose.Learning;

/// <summary>Calls of one source and shape that no filter accepted.</summary>
internal sealed record UnmatchedGroup
{
    /// <summary>The source that they named; empty if none.</summary>
    public required string From { get; init; }

    /// <summary>What their bodies look like (<see cref="PayloadShape"/>).</summary>
    public required string Shape { get; init; }

    /// <summary>The number of calls.</summary>
    public int Count { get; set; }

    /// <summary>When the oldest call arrived, in Unix milliseconds (UTC).</summary>
    public long FirstAt { get; set; }

    /// <summary>When the newest call arrived, in Unix milliseconds (UTC).</summary>
    public required long LastAt { get; init; }

    /// <summary>The newest call.</summary>
    public required TimeOrderedId Example { get; init; }

    /// <summary>Why the nearest filter did not pass on the newest call.</summary>
    public required string Reason { get; init; }

    /// <summary>The beginning of the newest call's body; null if not requested.</summary>
    public string? Sample { get; init; }
}
