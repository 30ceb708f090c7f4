namespace Callgoose.Storage.Overview;

/// <summary>The distribution of durations. A single value is exact; of several the percentiles are at most nine percent off.</summary>
/// <param name="Count">The number of durations.</param>
/// <param name="Median">The duration that half of them do not exceed, in milliseconds; null if there are none.</param>
/// <param name="Percentile95">The duration that 95 of 100 do not exceed, in milliseconds; null if there are none.</param>
public readonly record struct OverviewDuration(int Count, long? Median, long? Percentile95);
