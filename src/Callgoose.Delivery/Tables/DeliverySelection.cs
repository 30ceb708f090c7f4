namespace Callgoose.Delivery;

/// <summary>Which deliveries to act on: one by its id, or all dead ones of a destination.</summary>
/// <param name="Id">The id of one; null for all dead ones.</param>
/// <param name="Destination">The destination of those; null for every destination.</param>
public sealed record DeliverySelection(string? Id, string? Destination)
{
    /// <summary>The condition in SQL, with the value as its first parameter.</summary>
    internal string Condition => Id is not null ? "id = ?1" : Destination is not null ? "state = 3 AND destination = ?1" : "state = 3";

    /// <summary>The value of the parameter; null if there is none.</summary>
    internal string? Value => Id ?? Destination;
}
