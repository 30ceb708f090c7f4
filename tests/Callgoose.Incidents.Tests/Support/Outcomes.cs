namespace Callgoose.Incidents.Tests;

/// <summary>The outcomes of one action.</summary>
internal static class Outcomes
{
    public static CallOutcome Nothing => default;

    public static CallOutcome Created => new() { Created = true };

    public static CallOutcome TriggerDuplicate => new() { TriggerDuplicate = true };

    public static CallOutcome Resolved => new() { Resolved = true };

    public static CallOutcome ResolveDuplicate => new() { ResolveDuplicate = true };
}
