namespace Callgoose.Delivery.Tables;

/// <summary>Which deliveries to act on: one by its id, or all dead ones of a destination.</summary>
/// <param name="Id">The id of one; null for all dead ones.</param>
/// <param name="Destination">The destination of those; null for every destination.</param>
/// <param name="Environment">The environment that they have to be of; null for all.</param>
public sealed record DeliverySelection(string? Id, string? Destination, string? Environment)
{
    /// <summary>The condition in SQL, with two parameters.</summary>
    internal string Condition => Id is not null ? "id = ?1 AND (?2 IS NULL OR environment = ?2)"
        : "state = 3 AND (?1 IS NULL OR destination = ?1) AND (?2 IS NULL OR environment = ?2)";

    /// <summary>The value of the first parameter; that of the second is <see cref="Environment"/>.</summary>
    internal string? Value => Id ?? Destination;
}
