using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Maintenances;

/// <summary>
/// Begins, extends and ends maintenances. Any process may do so, whether a server runs on the store or not. Not thread-safe; each change
/// blocks until it is committed.
/// </summary>
public interface IMaintenanceStore : IDisposable
{
    /// <summary>A number that changes after another process has changed the maintenances.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Version { get; }

    /// <summary>Lists all maintenances, the latest beginning first, without those that ended more than <see cref="ServiceMaintenance.Kept"/> ago.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<ServiceMaintenance> List();

    /// <summary>Adds a maintenance. It is on disk when the method returns.</summary>
    /// <returns>False if there are <see cref="ServiceMaintenance.Most"/> already.</returns>
    /// <exception cref="StoreException">
    /// It cannot be written, and nothing was changed; or the connection of a shared store broke during the commit, and the result is
    /// unknown.
    /// </exception>
    bool Add(ServiceMaintenance maintenance);

    /// <summary>
    /// Moves the end of a maintenance that has not ended: to a later time to extend it, to now to end it. An end before its beginning
    /// removes a maintenance that has not begun.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="until">The first moment after the maintenance, in Unix milliseconds (UTC).</param>
    /// <returns>The changed maintenance; null if none with this id is still to end.</returns>
    /// <exception cref="StoreException">
    /// It cannot be written, and nothing was changed; or the connection of a shared store broke during the commit, and the result is
    /// unknown.
    /// </exception>
    ServiceMaintenance? MoveEnd(TimeOrderedId id, long until);
}
