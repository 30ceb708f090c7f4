using System.Text;

namespace Callgoose.Incidents.Tests;

/// <summary>The contract of <see cref="IIncidentStore"/> over a list, as plainly as it can be said.</summary>
internal sealed class MemoryStore : IIncidentStore
{
    private readonly List<MemoryIncident> incidents = [];
    private readonly Dictionary<(ServiceScope, string), long> resolves = [];
    private readonly Dictionary<(TimeOrderedId, string), (TimeOrderedId Id, CallOutcome Outcome, bool AnyFilterPassed, NoEffectReason Reason, TimeOrderedId[] Incidents)> deliveries = [];

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

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) =>
        TryGet(incidents.Find(i => i.Id == id && i.Scope.Environment == environment), out incident);

    public bool IsCreatedBy(long sequence, ReadOnlySpan<byte> bodyDigest) => At(sequence).BodyDigest == Text(bodyDigest);

    public bool TryFindNewestResolve(ServiceScope scope, ReadOnlySpan<byte> key, out long at) => resolves.TryGetValue((scope, Text(key)), out at);

    public void RecordResolve(ServiceScope scope, ReadOnlySpan<byte> key, long at, long receivedAt) =>
        resolves[(scope, Text(key))] = Math.Max(at, resolves.GetValueOrDefault((scope, Text(key))));

    public bool TryReplay(IncomingCall incoming)
    {
        if (!deliveries.TryGetValue((incoming.TokenId, Text(incoming.Text[incoming.DeliveryId])), out var earlier))
        {
            return false;
        }

        incoming.Replay(earlier.Id, earlier.Outcome, earlier.AnyFilterPassed, earlier.Reason);
        Array.ForEach(earlier.Incidents, incoming.AddIncident);
        return true;
    }

    public void RecordDelivery(IncomingCall incoming) => deliveries.Add(
        (incoming.TokenId, Text(incoming.Text[incoming.DeliveryId])),
        (incoming.Id, incoming.Outcome, incoming.AnyFilterPassed, incoming.Reason, incoming.Incidents.ToArray()));

    public void SetState(long sequence, IncidentState state) => At(sequence).State = state;

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
