namespace Callgoose.Storage.Deliveries;

/// <summary>Which deliveries to act on: one by its id, or all dead ones of a destination.</summary>
/// <param name="Id">The id of one; null for all dead ones.</param>
/// <param name="Destination">The destination of those; null for every destination.</param>
/// <param name="Environment">The environment that they have to be of; null for all.</param>
public sealed record DeliverySelection(string? Id, string? Destination, string? Environment);
