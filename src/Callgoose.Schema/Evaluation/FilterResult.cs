namespace Callgoose.Schema;

/// <summary>The results of one filter for a payload.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Trigger">The result of its trigger; null if it has none.</param>
/// <param name="Resolve">The result of its resolve; null if it has none.</param>
/// <param name="Acknowledge">The result of its acknowledge part; null if it has none.</param>
public sealed record FilterResult(FilterSchema Filter, PartResult? Trigger, PartResult? Resolve, PartResult? Acknowledge);
