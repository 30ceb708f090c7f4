namespace Callgoose.Storage.Overview;

/// <summary>Lengths of time together. A single one is exact; of many the percentiles are at most nine percent off.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Median">The length that half of them do not exceed, in milliseconds; null if there are none.</param>
/// <param name="Percentile95">The length that 95 of 100 do not exceed.</param>
public readonly record struct OverviewDuration(int Count, long? Median, long? Percentile95);
