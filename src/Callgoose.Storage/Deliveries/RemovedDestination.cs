namespace Callgoose.Storage.Deliveries;

/// <summary>A destination that the configuration does not have any more, and that something waits for. Times are Unix milliseconds (UTC).</summary>
/// <param name="Name">Its name.</param>
/// <param name="RemovedAt">When it was removed.</param>
/// <param name="Waiting">How many deliveries wait for it.</param>
/// <param name="OldestAt">When the oldest of them was made.</param>
public sealed record RemovedDestination(string Name, long RemovedAt, long Waiting, long OldestAt);
