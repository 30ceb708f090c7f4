namespace Callgoose.Schema;

/// <summary>When a passing resolve is no recovery (<c>unless</c>): the incident stays open, and its timeline has the reason.</summary>
/// <param name="When">The conditions, which must all hold.</param>
/// <param name="List">The key of a list of which one element must pass; null if the conditions apply to the same data as the filter.</param>
/// <param name="Reason">Why it is no recovery, for people.</param>
public sealed record WithheldSchema(EquatableArray<ConditionSchema> When, string? List, string Reason);
