namespace Callgoose.Incidents.Tests;

/// <summary>A store with room for one incident, which allocates nothing.</summary>
internal sealed class OneIncidentStore : IIncidentStore
{
    private StoredIncident stored;

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
