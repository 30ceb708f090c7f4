using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// Everything that the rules may read for a batch: what a store across a network fetches in one round trip before they run. Filled
/// by <see cref="CommandBatch.CollectReads"/>; may name a thing more than once.
/// </summary>
public sealed class BatchReads
{
    private readonly List<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> keys = [];
    private readonly List<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> bodies = [];
    private readonly List<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> deliveries = [];
    private readonly List<(TimeOrderedId Incident, string Environment)> incidents = [];
    private long? dueAt;

    /// <summary>The keys: the newest incident of each, and its newest resolve.</summary>
    public IReadOnlyList<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> Keys => keys;

    /// <summary>The triggers without a key: the newest incident of the same body, and how many without a key their filter has open.</summary>
    public IReadOnlyList<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> Bodies => bodies;

    /// <summary>The delivery ids of tokens.</summary>
    public IReadOnlyList<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> Deliveries => deliveries;

    /// <summary>The incidents that are named by their ids.</summary>
    public IReadOnlyList<(TimeOrderedId Incident, string Environment)> Incidents => incidents;

    /// <summary>By when incidents have to be due to be fetched, in Unix milliseconds (UTC); null if none are asked for.</summary>
    public long? DueAt => dueAt;

    /// <summary>Asks for what is due.</summary>
    public void AddDue(long now) => dueAt = now;

    /// <summary>Adds a key.</summary>
    public void AddKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key) => keys.Add((scope, keySpace, key.ToArray()));

    /// <summary>Adds a trigger without a key.</summary>
    public void AddBody(ServiceScope scope, string integration, string filter, ReadOnlySpan<byte> bodyDigest) => bodies.Add((scope, integration, filter, bodyDigest.ToArray()));

    /// <summary>Adds a delivery id.</summary>
    public void AddDelivery(TimeOrderedId token, ReadOnlySpan<byte> delivery) => deliveries.Add((token, delivery.ToArray()));

    /// <summary>Adds an incident.</summary>
    public void AddIncident(TimeOrderedId incident, string environment) => incidents.Add((incident, environment));

    /// <summary>Forgets everything, for the next batch.</summary>
    public void Clear()
    {
        keys.Clear();
        bodies.Clear();
        deliveries.Clear();
        incidents.Clear();
        dueAt = null;
    }
}
