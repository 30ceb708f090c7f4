namespace Callgoose.Storage.Deliveries;

/// <summary>The result of checking the delivery turn: which of several servers on one store delivers.</summary>
/// <param name="IsMine">True if this server delivers.</param>
/// <param name="HasDestinations">
/// True if the delivering server has destinations: then every server must write the transitions of incidents to the outbox.
/// </param>
/// <param name="Shown">The status that the delivering server publishes; empty if no server ever published one.</param>
public sealed record DeliveryTurnState(bool IsMine, bool HasDestinations, ReadOnlyMemory<byte> Shown);
