using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>
/// Everything that the rules may read for a batch: what a store across a network fetches in one round trip before they run. Filled
/// by <see cref="CommandBatch.CollectReads"/>; may name a thing more than once.
/// </summary>
/// <remarks>
/// An incident that is found in whatever way is needed with its row, its texts and its members. The rules run over copies of them, and have to
/// see what they wrote for earlier commands of the batch: an incident that was just made is the newest of its key, a delivery that was just
/// answered is known. The numbers that new incidents get (<see cref="IIncidentStore.Insert"/>) may be given before they are written: those of
/// a batch are larger than those that were fetched.
/// </remarks>
public sealed class BatchReads
{
    /// <summary>How many incidents that are due a batch needs at most: those that have been due longest.</summary>
    public const int MaxDue = 128;

    /// <summary>How many open incidents without a key a filter's count needs at most: the newest ones.</summary>
    public const int MaxWithoutKey = CallRules.MaxWithoutKey;

    private readonly List<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> keys = [];
    private readonly List<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> bodies = [];
    private readonly List<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> deliveries = [];
    private readonly List<(TimeOrderedId Incident, string Environment)> incidents = [];
    private readonly List<(TimeOrderedId Token, TimeOrderedId Relay)> relays = [];
    private long? dueAt;

    /// <summary>The keys: the newest incident of each, and its newest resolve.</summary>
    public IReadOnlyList<(ServiceScope Scope, string KeySpace, ReadOnlyMemory<byte> Key)> Keys => keys;

    /// <summary>The triggers without a key: the newest incident of the same body, and the newest <see cref="MaxWithoutKey"/> without a key that their filter has open.</summary>
    public IReadOnlyList<(ServiceScope Scope, string Integration, string Filter, ReadOnlyMemory<byte> BodyDigest)> Bodies => bodies;

    /// <summary>The delivery ids of tokens: what each body that came with one was answered within a day.</summary>
    public IReadOnlyList<(TimeOrderedId Token, ReadOnlyMemory<byte> Delivery)> Deliveries => deliveries;

    /// <summary>The incidents that are named by their ids, each with the environment that it has to be in.</summary>
    public IReadOnlyList<(TimeOrderedId Incident, string Environment)> Incidents => incidents;

    /// <summary>The lines of relays: the highest number that was taken of each.</summary>
    public IReadOnlyList<(TimeOrderedId Token, TimeOrderedId Relay)> Relays => relays;

    /// <summary>By when incidents have to be due to be fetched, in Unix milliseconds (UTC), <see cref="MaxDue"/> of them; null if none are asked for.</summary>
    public long? DueAt => dueAt;

    /// <summary>Asks for what is due.</summary>
    public void AddDue(long now) => dueAt = now;

    /// <summary>Adds a key.</summary>
    public void AddKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key) => keys.Add((scope, keySpace, key.ToArray()));

    /// <summary>Adds a trigger without a key.</summary>
    public void AddBody(ServiceScope scope, string integration, string filter, ReadOnlySpan<byte> bodyDigest) => bodies.Add((scope, integration, filter, bodyDigest.ToArray()));

    /// <summary>Adds a delivery id.</summary>
    public void AddDelivery(TimeOrderedId token, ReadOnlySpan<byte> delivery) => deliveries.Add((token, delivery.ToArray()));

    /// <summary>Adds the line of a relay.</summary>
    public void AddRelay(TimeOrderedId token, TimeOrderedId relay) => relays.Add((token, relay));

    /// <summary>Adds an incident.</summary>
    public void AddIncident(TimeOrderedId incident, string environment) => incidents.Add((incident, environment));

    /// <summary>Forgets everything, for the next batch.</summary>
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
