using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>Where deliveries are kept. May be used from any thread, in the server or beside it.</summary>
public interface IDeliveryStore
{
    /// <summary>Whether anything was ever to be delivered.</summary>
    bool Exists { get; }

    /// <summary>Decides which of several servers delivers; null where there is one server only, which always does.</summary>
    IDeliveryTurn? Turn { get; }

    /// <summary>Opens it for the one dispatcher, and makes it if it is not there. Where servers take turns, the caller has the turn.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    IDeliveryTables Open();

    /// <summary>Lists deliveries, newest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryQuery query);

    /// <summary>What waits, by the names of the destinations.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<IReadOnlyDictionary<string, WaitingDeliveries>> WaitingAsync();

    /// <summary>Lets some be sent at once, or ends them without sending; a running server sees it within a second.</summary>
    /// <param name="which">Which of them.</param>
    /// <param name="skip">Whether they are not to be sent.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>How many.</returns>
    /// <exception cref="StoreException">They cannot be changed.</exception>
    ValueTask<int> ChangeAsync(DeliverySelection which, bool skip, long now);
}
