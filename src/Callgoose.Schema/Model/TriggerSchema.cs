namespace Callgoose.Schema;

/// <summary>The part of a filter that creates incidents.</summary>
/// <param name="When">The conditions, which must all hold; none holds on every call.</param>
/// <param name="MappedWith">The key of the mapped value (<c>incident_mapped_with</c>), or null.</param>
/// <param name="Title">The key of the title, or null.</param>
/// <param name="Description">The key of the description, or null.</param>
public sealed record TriggerSchema(EquatableArray<ConditionSchema> When, string? MappedWith, string? Title, string? Description);
