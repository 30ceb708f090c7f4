namespace Callgoose.Storage.Deliveries;

/// <summary>Which deliveries to act on: one by its id, all dead ones of a destination, or all that waits for one.</summary>
/// <param name="Id">The id of one; null for several.</param>
/// <param name="Destination">The destination of those; null for every destination.</param>
/// <param name="Environment">The environment that they have to be of; null for all.</param>
public sealed record DeliverySelection(string? Id, string? Destination, string? Environment)
{
    /// <summary>Whether it is what waits for the destination, and not what is dead. Without effect on one by its id.</summary>
    public bool IsWaiting { get; init; }
}
