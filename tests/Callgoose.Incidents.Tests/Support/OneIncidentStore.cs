namespace Callgoose.Incidents.Tests;

/// <summary>A store with room for one incident, which allocates nothing.</summary>
internal sealed class OneIncidentStore : IIncidentStore
{
    private StoredIncident stored;
    private long newestResolve;

    public int Inserted { get; private set; }

    public int Seen { get; private set; }

    public int Transitions { get; private set; }

    public bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        incident = stored;
        return stored.Sequence != 0;
    }

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        TryFindNewestByKey(scope, bodyDigest, out incident);

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) => TryFindNewestByKey(default, default, out incident);

    public bool IsCreatedBy(long sequence, ReadOnlySpan<byte> bodyDigest) => false;

    public bool TryFindNewestResolve(ServiceScope scope, ReadOnlySpan<byte> key, out long at)
    {
        at = newestResolve;
        return at != 0;
    }

    public void RecordResolve(ServiceScope scope, ReadOnlySpan<byte> key, long at, long receivedAt) => newestResolve = at;

    public bool TryReplay(IncomingCall incoming) => false;

    public void RecordDelivery(IncomingCall incoming)
    {
    }

    public void SetState(long sequence, IncidentState state) => stored = stored with { State = state };

    public long Insert(in NewIncident incident)
    {
        stored = new StoredIncident(++Inserted, incident.Id, IncidentState.Triggered, incident.TriggeredAt, 0);
        return stored.Sequence;
    }

    public void RecordOccurrence(long sequence, long seenAt) => Seen++;

    public void Resolve(long sequence, long resolvedAt) =>
        stored = stored with { State = IncidentState.Resolved, ResolvedAt = resolvedAt };

    public void AppendTransition(long sequence, in Transition transition) => Transitions++;
}
