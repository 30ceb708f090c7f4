namespace Callgoose.Storage.Deliveries;

/// <summary>A destination that is no longer configured but that deliveries still wait for. Times are Unix milliseconds (UTC).</summary>
/// <param name="Name">The name.</param>
/// <param name="RemovedAt">When it was removed.</param>
/// <param name="Waiting">How many deliveries wait for it.</param>
/// <param name="OldestAt">When the oldest of them was created.</param>
public sealed record RemovedDestination(string Name, long RemovedAt, long Waiting, long OldestAt);
