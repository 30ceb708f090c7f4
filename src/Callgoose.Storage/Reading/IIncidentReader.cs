using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Reading;

/// <summary>Reads incidents. May be called from any thread.</summary>
/// <remarks>An embedded store blocks until the read is complete; a store across a network reads asynchronously.</remarks>
public interface IIncidentReader : IDisposable
{
    /// <summary>Lists incidents, newest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than one.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IncidentPage> ListAsync(IncidentQuery query);

    /// <summary>Counts the open incidents of an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="services">The services whose incidents count; null for all.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services);

    /// <summary>Finds one incident.</summary>
    /// <returns>The incident, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id);

    /// <summary>Finds the remembered answer to a delivery.</summary>
    /// <param name="token">The token that the delivery came with.</param>
    /// <param name="delivery">The id of the delivery, as UTF-8.</param>
    /// <returns>The first delivery with this id; null if there was none in the last day.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery);

    /// <summary>Lists change events, newest first, without their bodies.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query);

    /// <summary>Finds one change event, with its body.</summary>
    /// <returns>The event, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id);
}
