using Callgoose.Incidents;

namespace Callgoose.Learning;

/// <summary>Calls of one source and shape that no filter took.</summary>
internal sealed record UnmatchedGroup
{
    /// <summary>The source that they named; empty if none.</summary>
    public required string From { get; init; }

    /// <summary>What their bodies look like (<see cref="PayloadShape"/>).</summary>
    public required string Shape { get; init; }

    /// <summary>How many there are.</summary>
    public int Count { get; set; }

    /// <summary>When the oldest of them came, in Unix milliseconds (UTC).</summary>
    public long FirstAt { get; set; }

    /// <summary>When the newest of them came, in Unix milliseconds (UTC).</summary>
    public required long LastAt { get; init; }

    /// <summary>The newest of them.</summary>
    public required TimeOrderedId Example { get; init; }

    /// <summary>Why the filter that was nearest did not pass on it.</summary>
    public required string Reason { get; init; }

    /// <summary>The beginning of its body; null if it was not asked for.</summary>
    public string? Sample { get; init; }
}
