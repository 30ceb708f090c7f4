namespace Callgoose.Storage.Contract;

/// <summary>The store stopped accepting writes, or accepts them again.</summary>
/// <param name="IsHealthy">True if it accepts writes now.</param>
/// <param name="Reason">Why it does not; null if it does.</param>
public sealed record StoreHealthChange(bool IsHealthy, string? Reason);
