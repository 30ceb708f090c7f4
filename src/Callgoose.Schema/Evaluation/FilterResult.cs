namespace Callgoose.Schema;

/// <summary>What one filter says to a payload.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Trigger">What its trigger says; null if it has none.</param>
/// <param name="Resolve">What its resolve says; null if it has none.</param>
/// <param name="Acknowledge">What its acknowledge says; null if it has none.</param>
public sealed record FilterResult(FilterSchema Filter, PartResult? Trigger, PartResult? Resolve, PartResult? Acknowledge);
