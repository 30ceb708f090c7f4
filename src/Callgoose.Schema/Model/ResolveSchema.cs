namespace Callgoose.Schema;

/// <summary>The part of a filter that resolves incidents.</summary>
/// <param name="When">The conditions, which must all hold.</param>
/// <param name="MappedWith">The key of the mapped value (<c>incident_mapped_with</c>).</param>
public sealed record ResolveSchema(EquatableArray<ConditionSchema> When, string MappedWith);
