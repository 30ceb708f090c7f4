namespace Callgoose.Storage.Overview;

/// <summary>Incidents with a common property.</summary>
/// <param name="Name">The name of the service or source; empty for all incidents, or for those without a source.</param>
/// <param name="Opened">How many opened.</param>
/// <param name="High">Those of high urgency.</param>
/// <param name="Night">Those that opened at night.</param>
/// <param name="Periods">How many opened in each period.</param>
/// <param name="Acknowledged">The time until somebody acknowledged them, for those acknowledged in the time range.</param>
/// <param name="Resolved">The time until they ended, for those resolved in the time range.</param>
public sealed record OverviewSeries(string Name, int Opened, int High, int Night, IReadOnlyList<int> Periods, OverviewDuration Acknowledged, OverviewDuration Resolved);
