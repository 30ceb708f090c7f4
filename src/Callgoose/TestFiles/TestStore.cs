using System.Text;
using Callgoose.Incidents;

namespace Callgoose.TestFiles;

/// <summary>Keeps the incidents of one test in memory. What becomes of them the rules of the product decide.</summary>
internal sealed class TestStore : IIncidentStore
{
    private readonly List<TestIncident> incidents = [];
    private readonly Dictionary<(ServiceScope, string), long> resolves = [];

    /// <summary>The incidents, in the order in which they were opened.</summary>
    public IReadOnlyList<TestIncident> Incidents => incidents;

    /// <inheritdoc/>
    public bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        string wanted = Text(key);
        return TryGet(incidents.FindLast(known => known.Scope == scope && known.Key == wanted), out incident);
    }

    /// <inheritdoc/>
    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident)
    {
        string wanted = Convert.ToHexString(bodyDigest);
        return TryGet(incidents.FindLast(known => known.Scope == scope && known.Key.Length == 0 && known.BodyDigest == wanted), out incident);
    }

    /// <inheritdoc/>
    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) =>
        TryGet(incidents.Find(known => known.Id == id && known.Scope.Environment == environment), out incident);

    /// <inheritdoc/>
    public bool IsCreatedBy(long sequence, ReadOnlySpan<byte> bodyDigest) => At(sequence).BodyDigest == Convert.ToHexString(bodyDigest);

    /// <inheritdoc/>
    public bool TryFindNewestResolve(ServiceScope scope, ReadOnlySpan<byte> key, out long at) => resolves.TryGetValue((scope, Text(key)), out at);

    /// <inheritdoc/>
    public void RecordResolve(ServiceScope scope, ReadOnlySpan<byte> key, long at, long receivedAt) =>
        resolves[(scope, Text(key))] = Math.Max(at, resolves.GetValueOrDefault((scope, Text(key))));

    /// <inheritdoc/>
    /// <remarks>Test files have no delivery ids.</remarks>
    public bool TryReplay(IncomingCall incoming) => false;

    /// <inheritdoc/>
    public void RecordDelivery(IncomingCall incoming)
    {
    }

    /// <inheritdoc/>
    public long Insert(in NewIncident incident)
    {
        incidents.Add(new TestIncident
        {
            Sequence = incidents.Count + 1,
            Id = incident.Id,
            Scope = incident.Scope,
            Key = Text(incident.Key),
            BodyDigest = Convert.ToHexString(incident.BodyDigest),
            Urgency = incident.Urgency,
            Title = Text(incident.Title),
            Description = Text(incident.Description),
            TriggeredAt = incident.TriggeredAt,
        });
        return incidents.Count;
    }

    /// <inheritdoc/>
    public void RecordOccurrence(long sequence, long seenAt) => At(sequence).Occurrences++;

    /// <inheritdoc/>
    public void SetState(long sequence, IncidentState state) => At(sequence).State = state;

    /// <inheritdoc/>
    public void Resolve(long sequence, long resolvedAt)
    {
        At(sequence).State = IncidentState.Resolved;
        At(sequence).ResolvedAt = resolvedAt;
    }

    /// <inheritdoc/>
    public void AppendTransition(long sequence, in Transition transition)
    {
    }

    private static bool TryGet(TestIncident? found, out StoredIncident incident)
    {
        incident = found?.Stored ?? default;
        return found is not null;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private TestIncident At(long sequence) => incidents[(int)sequence - 1];
}
