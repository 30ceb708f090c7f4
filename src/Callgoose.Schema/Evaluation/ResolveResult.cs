namespace Callgoose.Schema;

/// <summary>The values that the first passing resolve takes from a payload. A text is empty if there is none.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Key">The mapped value (<c>incident_mapped_with</c>).</param>
/// <param name="OccurredAt">The value of its time.</param>
public sealed record ResolveResult(FilterSchema Filter, string Key, string OccurredAt)
{
    /// <summary>Why there is no key.</summary>
    public KeyProblem KeyProblem { get; init; }

    /// <summary>The members of the group that have ended.</summary>
    public EquatableArray<MemberResult> Ended { get; init; }

    /// <summary>Why this is no recovery, or null.</summary>
    public string? Withheld { get; init; }
}
