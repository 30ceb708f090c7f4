namespace Callgoose.Storage.Deliveries;

/// <summary>What waits for a destination.</summary>
/// <param name="Count">How many deliveries.</param>
/// <param name="OldestAt">When the oldest of them was made, in Unix milliseconds (UTC).</param>
public sealed record WaitingDeliveries(long Count, long OldestAt);
