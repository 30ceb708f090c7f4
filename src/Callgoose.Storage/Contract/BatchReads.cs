using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// Everything that the rules may read for a batch. A store across a network fetches it in one round trip before the rules run.
/// <see cref="CommandBatch.CollectReads"/> fills it in; it may contain duplicates.
/// </summary>
/// <remarks>
/// An incident that is found, by whatever criterion, is needed with its row, its texts and its members. The rules run over copies of them,
/// and must see what they wrote for earlier commands of the batch: an incident that was just created is the newest of its key, and a
/// delivery that was just answered is known. The store may assign the numbers of new incidents (<see cref="IIncidentStore.Insert"/>) before
/// it writes them: those of a batch are larger than those that were fetched.
/// </remarks>
public sealed class BatchReads
{
    /// <summary>The maximum number of due incidents that a batch needs: those that have been due longest.</summary>
    public const int MaxDue = 128;

    /// <summary>The maximum number of open incidents without a key that the count of a filter needs: the newest ones.</summary>
    public const int MaxWithoutKey = CallRules.MaxWithoutKey;

    private readonly List<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> keys = [];
    private readonly List<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> bodies = [];
    private readonly List<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> deliveries = [];
    private readonly List<(TimeOrderedId Incident, string Environment)> incidents = [];
    private readonly List<(TimeOrderedId Token, TimeOrderedId Relay)> relays = [];
    private long? dueAt;

    /// <summary>The incident keys. For each: the newest incident, and the newest resolve.</summary>
    public IReadOnlyList<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> Keys => keys;

    /// <summary>
    /// The triggers without a key. For each: the newest incident with the same body, and the newest <see cref="MaxWithoutKey"/> open
    /// incidents without a key of the filter.
    /// </summary>
    public IReadOnlyList<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> Bodies => bodies;

    /// <summary>The delivery ids of tokens. For each: the answers of the last day to bodies that came with that id.</summary>
    public IReadOnlyList<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> Deliveries => deliveries;

    /// <summary>The incidents that commands name by id, each with the environment that it must belong to.</summary>
    public IReadOnlyList<(TimeOrderedId Incident, string Environment)> Incidents => incidents;

    /// <summary>The relay queues. For each: the highest number that was accepted.</summary>
    public IReadOnlyList<(TimeOrderedId Token, TimeOrderedId Relay)> Relays => relays;

    /// <summary>Incidents due by this time are fetched, in Unix milliseconds (UTC), at most <see cref="MaxDue"/>; null to fetch none.</summary>
    public long? DueAt => dueAt;

    /// <summary>Requests the due incidents.</summary>
    public void AddDue(long now) => dueAt = now;

    /// <summary>Adds a key.</summary>
    public void AddKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key) => keys.Add((scope, keySpace, key.ToArray()));

    /// <summary>Adds a trigger without a key.</summary>
    public void AddBody(ServiceScope scope, string integration, string filter, ReadOnlySpan<byte> bodyDigest) => bodies.Add((scope, integration, filter, bodyDigest.ToArray()));

    /// <summary>Adds a delivery id.</summary>
    public void AddDelivery(TimeOrderedId token, ReadOnlySpan<byte> delivery) => deliveries.Add((token, delivery.ToArray()));

    /// <summary>Adds a relay queue.</summary>
    public void AddRelay(TimeOrderedId token, TimeOrderedId relay) => relays.Add((token, relay));

    /// <summary>Adds an incident.</summary>
    public void AddIncident(TimeOrderedId incident, string environment) => incidents.Add((incident, environment));

    /// <summary>Clears everything, for the next batch.</summary>
    public void Clear()
    {
        keys.Clear();
        bodies.Clear();
        deliveries.Clear();
        incidents.Clear();
        relays.Clear();
        dueAt = null;
    }
}
