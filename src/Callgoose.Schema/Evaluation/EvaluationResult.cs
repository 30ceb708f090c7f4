namespace Callgoose.Schema;

/// <summary>What all filters of one integration say to one payload.</summary>
/// <param name="Filters">Each filter by itself, in order.</param>
/// <param name="Trigger">The first trigger that passes, or null.</param>
/// <param name="Resolve">The first resolve that passes, or null; independent of the triggers.</param>
public sealed record EvaluationResult(EquatableArray<FilterResult> Filters, TriggerResult? Trigger, ResolveResult? Resolve);
