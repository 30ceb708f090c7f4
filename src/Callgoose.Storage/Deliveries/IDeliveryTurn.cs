using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>
/// Decides which of several servers on one store delivers. One at a time delivers for all, because the order of an incident, the rate limit
/// of a destination and the pauses after failures apply to all messages together. May be used from any thread, but not concurrently.
/// </summary>
public interface IDeliveryTurn
{
    /// <summary>
    /// Renews the turn of this server, or takes it if no server has it or the server that had it is gone. Every server calls this about
    /// twice a second. A server that does not call it for seconds loses the turn.
    /// </summary>
    /// <param name="hasDestinations">
    /// True if this server has destinations. A server without any takes the turn only if no other has been there for long.
    /// </param>
    /// <param name="shown">The status that this server publishes to the others if it delivers.</param>
    /// <exception cref="StoreException">The store cannot be reached. Until it can, no other server takes the turn of a server that retries at once.</exception>
    ValueTask<DeliveryTurnState> LookAsync(bool hasDestinations, ReadOnlyMemory<byte> shown);

    /// <summary>
    /// Announces that this server stops: what <see cref="IDeliveryStore.Open"/> returned then fails soon instead of waiting until it can
    /// record something.
    /// </summary>
    void BeginToEnd();

    /// <summary>Gives up the turn at once, if this server has it.</summary>
    ValueTask LeaveAsync();
}
