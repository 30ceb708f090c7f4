namespace Callgoose.Incidents.Tests;

/// <summary>A store with room for one incident, which allocates nothing.</summary>
internal sealed class OneIncidentStore : IIncidentStore
{
    private readonly byte[] title = new byte[64];
    private readonly byte[] description = new byte[64];
    private StoredIncident stored;
    private long newestResolve;
    private int titleLength;
    private int descriptionLength;

    public int Inserted { get; private set; }

    public int Updated { get; private set; }

    public int Transitions { get; private set; }

    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        incident = stored;
        return stored.Sequence != 0;
    }

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        TryFindNewestByKey(scope, string.Empty, bodyDigest, out incident);

    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest)
    {
        newest = default;
        return 0;
    }

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) =>
        TryFindNewestByKey(default, string.Empty, default, out incident);

    public bool TryFindDue(long now, out StoredIncident incident)
    {
        incident = default;
        return false;
    }

    public IncidentTexts ReadTexts(long sequence) => new(title.AsSpan(0, titleLength), description.AsSpan(0, descriptionLength));

    public ReadOnlySpan<byte> ReadMembers(long sequence) => default;

    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at)
    {
        at = newestResolve;
        return at != 0;
    }

    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt) => newestResolve = at;

    public DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest) => DeliveryIdState.New;

    public void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
    }

    public void RecordChange(ChangeEvent change)
    {
    }

    public long Insert(in NewIncident incident)
    {
        stored = incident.Row(++Inserted);
        WriteTexts(stored.Sequence, incident.Title, incident.Description);
        Transitions++;
        return stored.Sequence;
    }

    public void Update(in StoredIncident incident)
    {
        stored = incident;
        Updated++;
    }

    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        title.CopyTo(this.title);
        description.CopyTo(this.description);
        (titleLength, descriptionLength) = (title.Length, description.Length);
    }

    public void WriteMembers(long sequence, ReadOnlySpan<byte> members)
    {
    }

    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold) => Transitions++;

    public void WriteChanges(long sequence, int number, in ChangeLine changes)
    {
    }

    public long FindTaken(TimeOrderedId token, TimeOrderedId relay) => 0;

    public void RecordTaken(TimeOrderedId token, in RelayPlace place, long at)
    {
    }

    public bool TryQueue(IncomingCall incoming) => false;

    public void RemoveQueued(long sequence)
    {
    }

    public void RefuseQueued(long sequence, int status, string answer, long at)
    {
    }

    public int ReleaseRefused(TimeOrderedId? id, bool remove, long now) => 0;

    public void RemoveOutbox(long upTo)
    {
    }
}
