using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>Stores deliveries. May be used from any thread, by the server or by another process.</summary>
public interface IDeliveryStore
{
    /// <summary>True if a delivery was ever stored.</summary>
    bool Exists { get; }

    /// <summary>Decides which of several servers delivers; null where there is only one server, which always delivers.</summary>
    IDeliveryTurn? Turn { get; }

    /// <summary>
    /// Opens the tables for the one dispatcher, and creates them if they do not exist. Where servers take turns, the caller must have the
    /// turn.
    /// </summary>
    /// <exception cref="StoreException">The tables cannot be opened.</exception>
    IDeliveryTables Open();

    /// <summary>Lists deliveries, newest first.</summary>
    /// <exception cref="StoreException">The deliveries cannot be read.</exception>
    ValueTask<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryQuery query);

    /// <summary>Counts the waiting deliveries by destination name.</summary>
    /// <exception cref="StoreException">The deliveries cannot be read.</exception>
    ValueTask<IReadOnlyDictionary<string, WaitingDeliveries>> WaitingAsync();

    /// <summary>Makes deliveries due at once, or ends them without sending. A running server notices within a second.</summary>
    /// <param name="which">The deliveries.</param>
    /// <param name="skip">True to end them without sending.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <returns>How many deliveries were changed.</returns>
    /// <exception cref="StoreException">The deliveries cannot be changed.</exception>
    ValueTask<int> ChangeAsync(DeliverySelection which, bool skip, long now);
}
