namespace Callgoose.Storage.Deliveries;

/// <summary>What a server that shares deliveries with others knows after a look.</summary>
/// <param name="IsMine">Whether this server delivers.</param>
/// <param name="HasDestinations">Whether the server that delivers has destinations: then every server has to write what happens to incidents to the outbox.</param>
/// <param name="Shown">What the server that delivers shows of it; empty if none ever did.</param>
public sealed record DeliveryTurnState(bool IsMine, bool HasDestinations, ReadOnlyMemory<byte> Shown);
