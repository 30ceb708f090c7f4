namespace Callgoose.Schema;

/// <summary>The part of a filter that creates incidents.</summary>
/// <param name="When">The conditions, which must all hold; none holds on every call.</param>
/// <param name="MappedWith">Where the mapped value stands (<c>incident_mapped_with</c>), or null.</param>
/// <param name="Title">Where the title stands, or null.</param>
/// <param name="Description">Where the description stands, or null.</param>
public sealed record TriggerSchema(EquatableArray<ConditionSchema> When, ValueSchema? MappedWith, ValueSchema? Title, ValueSchema? Description)
{
    /// <summary>Where its time stands: its own <c>occurred_at</c>, or else that of the file; null if it has none.</summary>
    public ValueSchema? OccurredAt { get; init; }

    /// <summary>Where the address of the tool's own page stands, or null.</summary>
    public ValueSchema? Link { get; init; }

    /// <summary>How long after its newest report the incident ends by itself, in milliseconds; 0 for never (<c>resolve_after</c>).</summary>
    public long ResolveAfter { get; init; }

    /// <summary>Where the time stands at which the incident ends by itself, or null (<c>resolve_after</c> with a key).</summary>
    public ValueSchema? EndsAt { get; init; }

    /// <summary>The members of the group that it reports, or null.</summary>
    public GrowthSchema? GrownBy { get; init; }

    /// <summary>
    /// The elements of which the resolve of the filter says that they are no recovery (<c>unless</c>), where it looks at the list in which the
    /// members stand; null if it does not.
    /// </summary>
    public GrowthSchema? Vanished { get; init; }

    /// <summary>All elements of the list in which the members stand: those that are no members have ended. Null if all of them are members.</summary>
    public GrowthSchema? Listed => GrownBy is { Members.When.Count: > 0 } growth ? growth.All : null;
}
