namespace Callgoose.Storage.Deliveries;

/// <summary>Selects deliveries to act on: one by its id, all dead letters of a destination, or all deliveries that wait for one.</summary>
/// <param name="Id">The id of one delivery; null for several.</param>
/// <param name="Destination">The destination of these; null for every destination.</param>
/// <param name="Environment">The environment that they must belong to; null for all.</param>
public sealed record DeliverySelection(string? Id, string? Destination, string? Environment)
{
    /// <summary>True to select the deliveries that wait for the destination instead of its dead letters. Ignored if <c>Id</c> is set.</summary>
    public bool IsWaiting { get; init; }
}
