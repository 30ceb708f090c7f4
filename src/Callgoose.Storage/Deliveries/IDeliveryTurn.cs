using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>
/// Whose turn it is to deliver, where several servers share what they keep. One at a time delivers for all: the order of an incident, the rate of a destination and
/// the pauses after failures are those of all its messages. May be used from any thread, but one look at a time.
/// </summary>
public interface IDeliveryTurn
{
    /// <summary>
    /// Keeps the turn of this server, or takes it where nobody has it or the server that had it is gone. Called about twice a second by every server: one that does not
    /// call it for seconds loses the turn.
    /// </summary>
    /// <param name="hasDestinations">Whether this server has destinations. One without takes the turn only where no other has been there for long.</param>
    /// <param name="shown">What this server, if it delivers, shows of it to the others.</param>
    /// <exception cref="StoreException">It cannot be asked; until it can, nobody else takes the turn of a server that asks again at once.</exception>
    ValueTask<DeliveryTurnState> LookAsync(bool hasDestinations, ReadOnlyMemory<byte> shown);

    /// <summary>Says that this server ends: what <see cref="IDeliveryStore.Open"/> gave fails soon, instead of waiting until it can note something.</summary>
    void BeginToEnd();

    /// <summary>Gives the turn away at once, if this server has it.</summary>
    ValueTask LeaveAsync();
}
