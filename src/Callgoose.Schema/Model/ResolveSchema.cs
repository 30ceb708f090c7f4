namespace Callgoose.Schema;

/// <summary>The part of a filter that resolves incidents.</summary>
/// <param name="When">The conditions, which must all hold.</param>
/// <param name="MappedWith">The mapped value (<c>incident_mapped_with</c>).</param>
public sealed record ResolveSchema(EquatableArray<ConditionSchema> When, ValueSchema MappedWith)
{
    /// <summary>Its time: its own <c>occurred_at</c>, or else that of the file; null if there is none.</summary>
    public ValueSchema? OccurredAt { get; init; }

    /// <summary>
    /// The members of the group that have ended: all elements of the list with the members of the filter's trigger (<c>grown_by</c>); null
    /// if there is none.
    /// </summary>
    public GrowthSchema? Ended { get; init; }

    /// <summary>The conditions under which this is no recovery, or null.</summary>
    public WithheldSchema? Unless { get; init; }
}
