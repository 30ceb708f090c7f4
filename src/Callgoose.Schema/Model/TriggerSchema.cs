namespace Callgoose.Schema;

/// <summary>The part of a filter that creates incidents.</summary>
/// <param name="When">The conditions, which must all hold; without conditions it holds on every call.</param>
/// <param name="MappedWith">The mapped value (<c>incident_mapped_with</c>), or null.</param>
/// <param name="Title">The title, or null.</param>
/// <param name="Description">The description, or null.</param>
public sealed record TriggerSchema(EquatableArray<ConditionSchema> When, ValueSchema? MappedWith, ValueSchema? Title, ValueSchema? Description)
{
    /// <summary>Its time: its own <c>occurred_at</c>, or else that of the file; null if there is none.</summary>
    public ValueSchema? OccurredAt { get; init; }

    /// <summary>The address of the page in the monitoring tool, or null.</summary>
    public ValueSchema? Link { get; init; }

    /// <summary>The time from the newest report until the incident expires, in milliseconds; 0 for never (<c>resolve_after</c>).</summary>
    public long ResolveAfter { get; init; }

    /// <summary>The time at which the incident expires, or null (<c>resolve_after</c> with a key).</summary>
    public ValueSchema? EndsAt { get; init; }

    /// <summary>The members of the group that it reports, or null.</summary>
    public GrowthSchema? GrownBy { get; init; }

    /// <summary>
    /// The elements that are no recovery according to the resolve of the filter (<c>unless</c>), if it uses the list of the members;
    /// otherwise null.
    /// </summary>
    public GrowthSchema? Vanished { get; init; }

    /// <summary>All elements of the list of the members: those that are no members have ended. Null if all of them are members.</summary>
    public GrowthSchema? Listed => GrownBy is { Members.When.Count: > 0 } growth ? growth.All : null;
}
