namespace Callgoose.Storage.Overview;

/// <summary>An incident key that opened incidents.</summary>
/// <param name="Key">The key.</param>
/// <param name="Opened">How many incidents it opened.</param>
/// <param name="Newest">The newest of these.</param>
public sealed record OverviewKey(string Key, int Opened, OverviewIncident Newest);
