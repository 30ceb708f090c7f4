namespace Callgoose.Storage.Overview;

/// <summary>Incidents that have something in common.</summary>
/// <param name="Name">What: the name of a service or source; empty for all, or for those without a source.</param>
/// <param name="Opened">How many opened.</param>
/// <param name="High">Of these, of high urgency.</param>
/// <param name="Night">Of these, at night.</param>
/// <param name="Periods">How many opened in each period.</param>
/// <param name="Acknowledged">How long it took until somebody acknowledged them, for those that were acknowledged in the time.</param>
/// <param name="Resolved">How long it took until they were over, for those that were resolved in the time.</param>
public sealed record OverviewSeries(string Name, int Opened, int High, int Night, IReadOnlyList<int> Periods, OverviewDuration Acknowledged, OverviewDuration Resolved);
