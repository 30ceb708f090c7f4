namespace Callgoose.Schema;

/// <summary>The values that the first passing trigger takes from a payload. A text is empty if there is none.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Key">The mapped value (<c>incident_mapped_with</c>).</param>
/// <param name="Title">The value of the title field.</param>
/// <param name="Description">The value of the description field.</param>
/// <param name="OccurredAt">The value of its time.</param>
public sealed record TriggerResult(FilterSchema Filter, string Key, string Title, string Description, string OccurredAt)
{
    /// <summary>Why there is no key.</summary>
    public KeyProblem KeyProblem { get; init; }

    /// <summary>The urgency.</summary>
    public required string Urgency { get; init; }

    /// <summary>The value of the link field.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>The value of the time at which the incident expires.</summary>
    public string EndsAt { get; init; } = string.Empty;

    /// <summary>The members of the group that it reports.</summary>
    public EquatableArray<MemberResult> Members { get; init; }

    /// <summary>The members, and the ended ones of the same list; empty if all of them are members.</summary>
    public EquatableArray<MemberResult> Listed { get; init; }

    /// <summary>The members of these that are gone without a recovery.</summary>
    public EquatableArray<MemberResult> Vanished { get; init; }
}
