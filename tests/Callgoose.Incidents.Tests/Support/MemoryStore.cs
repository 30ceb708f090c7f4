using System.Text;

namespace Callgoose.Incidents.Tests;

/// <summary>The contract of <see cref="IIncidentStore"/> over a list, as plainly as it can be said.</summary>
internal sealed class MemoryStore : IIncidentStore
{
    private readonly List<MemoryIncident> incidents = [];

    public IReadOnlyList<MemoryIncident> Incidents => incidents;

    /// <summary>The incidents to which a line was added, in that order.</summary>
    public List<(long Sequence, TransitionKind Kind)> Log { get; } = [];

    public bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        Assert.False(key.IsEmpty, "an incident without a key has nothing to be found by");
        string wanted = Text(key);
        return TryGet(incidents.FindLast(i => i.Scope == scope && i.Key == wanted), out incident);
    }

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident)
    {
        Assert.False(bodyDigest.IsEmpty, "a trigger without a key has the digest of its body");
        string wanted = Text(bodyDigest);
        return TryGet(incidents.FindLast(i => i.Scope == scope && i.Key.Length == 0 && i.BodyDigest == wanted), out incident);
    }

    public long Insert(in NewIncident incident)
    {
        incidents.Add(new MemoryIncident
        {
            Sequence = incidents.Count + 1,
            Id = incident.Id,
            Scope = incident.Scope,
            Key = Text(incident.Key),
            BodyDigest = Text(incident.BodyDigest),
            Urgency = incident.Urgency,
            Source = Text(incident.Source),
            Title = Text(incident.Title),
            Description = Text(incident.Description),
            TriggeredAt = incident.TriggeredAt,
            LastSeen = incident.TriggeredAt,
        });
        return incidents.Count;
    }

    public void RecordOccurrence(long sequence, long seenAt)
    {
        MemoryIncident incident = At(sequence);
        incident.Occurrences++;
        incident.LastSeen = seenAt;
    }

    public void Resolve(long sequence, long resolvedAt)
    {
        MemoryIncident incident = At(sequence);
        Assert.NotEqual(IncidentState.Resolved, incident.State);
        incident.State = IncidentState.Resolved;
        incident.ResolvedAt = resolvedAt;
    }

    public void AppendTransition(long sequence, in Transition transition)
    {
        At(sequence).Timeline.Add(transition);
        Log.Add((sequence, transition.Kind));
    }

    private static bool TryGet(MemoryIncident? found, out StoredIncident incident)
    {
        incident = found?.Stored ?? default;
        return found is not null;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private MemoryIncident At(long sequence) => incidents[(int)sequence - 1];
}
