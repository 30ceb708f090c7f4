using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;

namespace Callgoose.Storage.Tests;

/// <summary>The remote end of the network: it returns copies of rows, and applies all writes of a batch at once.</summary>
internal sealed class DistantDatabase
{
    private readonly Dictionary<(TimeOrderedId Token, string Delivery), List<KeptDelivery>> deliveries = [];

    public MemoryStore Incidents { get; } = new();

    /// <summary>The number of the next incident.</summary>
    public long NextSequence => Incidents.Incidents.Count == 0 ? 1 : Incidents.Incidents[^1].Row.Sequence + 1;

    public MemoryIncident? NewestByKey(ServiceScope scope, string keySpace, string key) => Incidents.Incidents
        .LastOrDefault(one => one.Scope == scope && one.KeySpace == keySpace && one.Key.Length > 0 && one.Key == key);

    public long? NewestResolve(ServiceScope scope, string keySpace, string key) =>
        Incidents.TryFindNewestResolve(scope, keySpace, Encoding.UTF8.GetBytes(key), out long at) ? at : null;

    public MemoryIncident? NewestByBody(ServiceScope scope, ReadOnlyMemory<byte> digest) =>
        Incidents.TryFindNewestByBody(scope, digest.Span, out StoredIncident found) ? At(found.Sequence) : null;

    /// <summary>The newest open incidents of a filter without a key, oldest first.</summary>
    public MemoryIncident[] OpenWithoutKey(ServiceScope scope, string integration, string filter) =>
    [
        .. Incidents.Incidents
            .Where(one => one.Key.Length == 0 && one.Row.IsActive && one.Scope == scope && one.Integration == integration && one.Filter == filter)
            .TakeLast(BatchReads.MaxWithoutKey),
    ];

    public MemoryIncident? ById(TimeOrderedId id, string environment) =>
        Incidents.Incidents.FirstOrDefault(one => one.Id == id && one.Scope.Environment == environment);

    public MemoryIncident[] Due(long now) =>
    [
        .. Incidents.Incidents.Where(one => one.Row.DueAt != 0 && one.Row.DueAt <= now).OrderBy(static one => one.Row.DueAt).Take(BatchReads.MaxDue),
    ];

    public KeptDelivery[] Deliveries(TimeOrderedId token, string delivery) => [.. deliveries.GetValueOrDefault((token, delivery), [])];

    public void Keep(TimeOrderedId token, string delivery, KeptDelivery kept)
    {
        List<KeptDelivery> all = deliveries.TryGetValue((token, delivery), out List<KeptDelivery>? known) ? known : deliveries[(token, delivery)] = [];
        all.RemoveAll(one => one.Digest == kept.Digest);
        all.Add(kept);
    }

    /// <summary>One transaction.</summary>
    public void Commit(IEnumerable<Action<DistantDatabase>> writes)
    {
        foreach (Action<DistantDatabase> write in writes)
        {
            write(this);
        }

        Incidents.Keep();
    }

    private MemoryIncident At(long sequence) => Incidents.Incidents.First(one => one.Row.Sequence == sequence);
}
