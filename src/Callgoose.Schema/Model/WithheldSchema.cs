namespace Callgoose.Schema;

/// <summary>When what passes a resolve is no recovery (<c>unless</c>): the incident stays open and says why.</summary>
/// <param name="When">What must hold, all of it.</param>
/// <param name="List">The key of a list of which one element has to pass; null if the conditions look at what the filter looks at.</param>
/// <param name="Reason">Why it is no recovery, for people.</param>
public sealed record WithheldSchema(EquatableArray<ConditionSchema> When, string? List, string Reason);
