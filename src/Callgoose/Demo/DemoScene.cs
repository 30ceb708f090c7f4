namespace Callgoose.Demo;

/// <summary>An incident of the demonstration: what a tool tells, and what then becomes of it.</summary>
/// <param name="Source">The integration.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description.</param>
/// <param name="MinutesAgo">When it began.</param>
internal sealed record DemoScene(string Source, string Title, string Description, int MinutesAgo)
{
    /// <summary>How often it is triggered, every two minutes.</summary>
    public int Triggers { get; init; } = 1;

    /// <summary>After how many minutes somebody acknowledges it, or null.</summary>
    public int? AcknowledgedAfter { get; init; }

    /// <summary>What they have to say.</summary>
    public string? Comment { get; init; }

    /// <summary>After how many minutes the tool resolves it, or null.</summary>
    public int? ResolvedAfter { get; init; }

    /// <summary>After how many minutes somebody resolves it by hand, or null.</summary>
    public int? ClosedAfter { get; init; }

    /// <summary>Which of the integration's samples it is made from.</summary>
    public int Sample { get; init; }
}
