namespace Callgoose.Schema;

/// <summary>What the first trigger that passes takes from a payload. A text is empty if there is none.</summary>
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

    /// <summary>The value of the time at which the incident ends by itself.</summary>
    public string EndsAt { get; init; } = string.Empty;

    /// <summary>The members of the group that it reports.</summary>
    public EquatableArray<MemberResult> Members { get; init; }

    /// <summary>The members, and those of the same list that have ended; empty if all of them are members.</summary>
    public EquatableArray<MemberResult> Listed { get; init; }

    /// <summary>Those of them that are gone without a recovery.</summary>
    public EquatableArray<MemberResult> Vanished { get; init; }
}
