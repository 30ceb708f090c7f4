using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Maintenances;

/// <summary>Begins, extends and ends maintenances. Any process may, whether a server runs on the store or not. Not thread-safe; blocks for a commit.</summary>
public interface IMaintenanceStore : IDisposable
{
    /// <summary>A number that is another one after somebody else has changed the maintenances.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Version { get; }

    /// <summary>Lists all, the newest beginning first; those that ended more than <see cref="ServiceMaintenance.Kept"/> ago are left out.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<ServiceMaintenance> List();

    /// <summary>Keeps one. It is on disk when this comes back.</summary>
    /// <returns>False if there are <see cref="ServiceMaintenance.Most"/> already.</returns>
    /// <exception cref="StoreException">It cannot be written, and nothing was changed; or the connection of a shared store broke at the commit, and nobody knows.</exception>
    bool Add(ServiceMaintenance maintenance);

    /// <summary>Moves the end of one that has not ended: later to extend it, to now to end it. One that has not begun is removed by an end before its beginning.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="until">The first moment after it, in Unix milliseconds (UTC).</param>
    /// <returns>It as it is then; null if there is none with the id that has not ended.</returns>
    /// <exception cref="StoreException">It cannot be written, and nothing was changed; or the connection of a shared store broke at the commit, and nobody knows.</exception>
    ServiceMaintenance? MoveEnd(TimeOrderedId id, long until);
}
