namespace Callgoose.Storage.Deliveries;

/// <summary>The deliveries that wait for a destination.</summary>
/// <param name="Count">The number of deliveries.</param>
/// <param name="OldestAt">When the oldest of them was created, in Unix milliseconds (UTC).</param>
public sealed record WaitingDeliveries(long Count, long OldestAt);
