namespace Callgoose.Demo;

/// <summary>An incident of the demonstration and its course.</summary>
/// <param name="Source">The integration.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description.</param>
/// <param name="MinutesAgo">How many minutes ago it began.</param>
internal sealed record DemoScene(string Source, string Title, string Description, int MinutesAgo)
{
    /// <summary>The number of triggers, two minutes apart.</summary>
    public int Triggers { get; init; } = 1;

    /// <summary>After how many minutes a person acknowledges it, or null.</summary>
    public int? AcknowledgedAfter { get; init; }

    /// <summary>The person's comment.</summary>
    public string? Comment { get; init; }

    /// <summary>After how many minutes the tool resolves it, or null.</summary>
    public int? ResolvedAfter { get; init; }

    /// <summary>After how many minutes a person resolves it by hand, or null.</summary>
    public int? ClosedAfter { get; init; }

    /// <summary>The index of the integration's sample to use.</summary>
    public int Sample { get; init; }
}
