namespace Callgoose.Schema;

/// <summary>The part of a filter that acknowledges incidents (Catalog/README.md 1).</summary>
/// <param name="When">The conditions, which must all hold.</param>
/// <param name="MappedWith">The mapped value (<c>incident_mapped_with</c>).</param>
/// <param name="OccurredAt">Its time, or null.</param>
public sealed record AcknowledgeSchema(EquatableArray<ConditionSchema> When, ValueSchema MappedWith, ValueSchema? OccurredAt);
