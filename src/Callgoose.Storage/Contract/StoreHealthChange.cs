namespace Callgoose.Storage.Contract;

/// <summary>The store stopped to take writes, or began to.</summary>
/// <param name="IsHealthy">Whether it takes writes now.</param>
/// <param name="Reason">Why it does not; null if it does.</param>
public sealed record StoreHealthChange(bool IsHealthy, string? Reason);
