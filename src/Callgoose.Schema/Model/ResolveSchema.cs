namespace Callgoose.Schema;

/// <summary>The part of a filter that resolves incidents.</summary>
/// <param name="When">The conditions, which must all hold.</param>
/// <param name="MappedWith">Where the mapped value stands (<c>incident_mapped_with</c>).</param>
public sealed record ResolveSchema(EquatableArray<ConditionSchema> When, ValueSchema MappedWith)
{
    /// <summary>Where its time stands: its own <c>occurred_at</c>, or else that of the file; null if it has none.</summary>
    public ValueSchema? OccurredAt { get; init; }

    /// <summary>
    /// The members of the group that have ended: all elements of the list in which the trigger of the filter finds the members
    /// that it reports (<c>grown_by</c>); null if it names none.
    /// </summary>
    public GrowthSchema? Ended { get; init; }

    /// <summary>When this is no recovery, or null.</summary>
    public WithheldSchema? Unless { get; init; }
}
