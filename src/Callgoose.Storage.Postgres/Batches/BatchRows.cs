using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>
/// Copies of the rows that a batch reads, which its transaction has locked, and over them the writes of the rules: later commands of the batch see
/// them, and the database gets all of them with the commit. Rows that were not requested in advance do not exist here.
/// </summary>
/// <param name="hasOutbox">Whether transitions go to the outbox.</param>
internal sealed class BatchRows(bool hasOutbox) : IIncidentStore
{
    private const long OneDay = 24 * 60 * 60 * 1000;
    private const long ResolvesKept = 30 * OneDay;

    private readonly Dictionary<long, IncidentCopy> incidents = [];
    private readonly Dictionary<Guid, AnchorCopy> anchors = [];
    private readonly Dictionary<Guid, List<IncidentCopy>> withoutKey = [];
    private readonly Dictionary<Guid, List<DeliveryCopy>> deliveries = [];
    private readonly Dictionary<(Guid Token, Guid Relay), (long Sequence, long At, bool IsChanged)> relays = [];
    private readonly Dictionary<(long Incident, int Number), ChangeCopy> changes = [];
    private readonly HashSet<long> described = [];
    private UncommittedCounts counts;

    public IReadOnlyCollection<IncidentCopy> Incidents => incidents.Values;

    public IReadOnlyCollection<AnchorCopy> Anchors => anchors.Values;

    public IEnumerable<DeliveryCopy> Deliveries => deliveries.Values.SelectMany(static one => one).Where(static one => one.IsChanged);

    public IReadOnlyCollection<ChangeCopy> Changes => changes.Values;

    public List<LineCopy> Lines { get; } = [];

    public List<ToldCopy> Told { get; } = [];

    public List<ChangeEvent> ChangeEvents { get; } = [];

    public IReadOnlyDictionary<(Guid Token, Guid Relay), (long Sequence, long At, bool IsChanged)> Relays => relays;

    /// <summary>The last event to remove from the outbox; 0 to remove none.</summary>
    public long RemoveOutboxUpTo { get; private set; }

    /// <summary>Whether the batch asks for incidents that are due.</summary>
    public bool AsksForDue { get; private set; }

    /// <summary>When the first incident that the batch wrote is due.</summary>
    public long FirstDue { get; private set; } = long.MaxValue;

    /// <summary>The changes, for the statistics.</summary>
    public UncommittedCounts Counts => counts;

    /// <summary>Adds a copy, or returns the existing one if an incident is found in two ways.</summary>
    public IncidentCopy Add(IncidentCopy incident) => incidents.TryAdd(incident.Row.Sequence, incident) ? incident : incidents[incident.Row.Sequence];

    /// <summary>Adds an incident to the open incidents of its filter.</summary>
    public void NoteOpen(IncidentCopy incident)
    {
        if (incident.FilterAnchor != default && incident.Row.IsActive && withoutKey.TryGetValue(incident.FilterAnchor, out List<IncidentCopy>? open))
        {
            open.Add(incident);
        }
    }

    public void Add(AnchorCopy anchor) => anchors[anchor.Anchor] = anchor;

    /// <summary>Adds an anchor that is not in the database, if none is known.</summary>
    public void AddMissing(Guid anchor) => anchors.TryAdd(anchor, new AnchorCopy(anchor));

    public void AddFilter(Guid filter) => withoutKey.TryAdd(filter, []);

    public void Add(DeliveryCopy delivery) => Of(delivery.Id).Add(delivery);

    public void AddRelay(Guid token, Guid relay, long sequence) => relays[(token, relay)] = (sequence, 0, false);

    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident) =>
        TryFindNewest(RowHashes.OfKey(scope, keySpace, key), out incident);

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        TryFindNewest(RowHashes.OfBody(scope, bodyDigest), out incident);

    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest)
    {
        IncidentCopy? last = null;
        int count = 0;
        foreach (IncidentCopy open in withoutKey[RowHashes.OfFilter(scope, integration, filter)])
        {
            if (open.Row.IsActive)
            {
                count++;
                last = last is null || open.Row.Sequence > last.Row.Sequence ? open : last;
            }
        }

        newest = last?.Row ?? default;
        return Math.Min(count, limit);
    }

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident)
    {
        bool isFound = incidents.TryGetValue(Gateways.IncidentSequence.Of(id), out IncidentCopy? copy) && copy.Row.Id == id && copy.Environment == environment;
        incident = isFound ? copy!.Row : default;
        return isFound;
    }

    public bool TryFindDue(long now, out StoredIncident incident)
    {
        AsksForDue = true;
        IncidentCopy? due = incidents.Values.Where(one => one.Row.DueAt != 0 && one.Row.DueAt <= now).MinBy(static one => one.Row.DueAt);
        incident = due?.Row ?? default;
        return due is not null;
    }

    public IncidentTexts ReadTexts(long sequence) => new(incidents[sequence].Title, incidents[sequence].Description);

    public ReadOnlySpan<byte> ReadMembers(long sequence) => incidents[sequence].Members;

    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at)
    {
        AnchorCopy anchor = Fetched(RowHashes.OfKey(scope, keySpace, key));
        at = anchor.ResolvedAt;
        return at != AnchorCopy.Never;
    }

    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        AnchorCopy anchor = Fetched(RowHashes.OfKey(scope, keySpace, key));
        anchor.ResolvedAt = Math.Max(at, anchor.ResolvedAt);
        anchor.ResolveReceivedAt = receivedAt;
        anchor.IsChanged = true;
    }

    public DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
        long since = incoming.ReceivedAt - OneDay;
        bool isKnown = false;
        foreach (DeliveryCopy known in Of(RowHashes.OfDelivery(incoming.TokenId, incoming.Text[delivery])))
        {
            if (known.ReceivedAt <= since)
            {
                continue;
            }

            isKnown = true;
            if (bodyDigest.SequenceEqual(known.BodyDigest))
            {
                KeptVerdict.Replay(incoming, known.CallId, known.Verdict, known.Incidents, known.Results);
                return DeliveryIdState.Known;
            }
        }

        return isKnown ? DeliveryIdState.Reused : DeliveryIdState.New;
    }

    public void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
        Guid id = RowHashes.OfDelivery(incoming.TokenId, incoming.Text[delivery]);
        List<DeliveryCopy> known = Of(id);
        byte[] digest = bodyDigest.ToArray();
        int place = known.FindIndex(one => one.BodyDigest.AsSpan().SequenceEqual(digest));
        int nth = place >= 0 ? known[place].Nth : known.Count == 0 ? 0 : known.Max(static one => one.Nth) + 1;
        DeliveryCopy kept = DeliveryCopy.Of(id, nth, incoming, digest);
        if (place >= 0)
        {
            known[place] = kept with { IsThere = known[place].IsThere };
        }
        else
        {
            known.Add(kept);
        }
    }

    public long FindTaken(TimeOrderedId token, TimeOrderedId relay) => relays[(Connections.Parameters.ToGuid(token), Connections.Parameters.ToGuid(relay))].Sequence;

    public void RecordTaken(TimeOrderedId token, in RelayPlace place, long at) =>
        relays[(Connections.Parameters.ToGuid(token), Connections.Parameters.ToGuid(place.Relay))] = (place.Sequence, at, true);

    public bool TryQueue(IncomingCall incoming) => throw NoRelay();

    public void RemoveQueued(long sequence) => throw NoRelay();

    public void RefuseQueued(long sequence, int status, string answer, long at) => throw NoRelay();

    public int ReleaseRefused(TimeOrderedId? id, bool remove, long now) => throw NoRelay();

    public long Insert(in NewIncident incident)
    {
        var copy = new IncidentCopy(incident);
        incidents.Add(copy.Row.Sequence, copy);
        NoteOpen(copy);
        AnchorCopy anchor = Fetched(incident.Key.IsEmpty ? copy.BodyAnchor : copy.Anchor);
        (anchor.Newest, anchor.IsChanged) = (copy.Row.Sequence, true);
        counts.Add(copy.Row);
        NoteDue(copy.Row.DueAt);
        AppendTransition(copy.Row.Sequence, 1, incident.FirstLine, incident.HeldUntil == 0);
        return copy.Row.Sequence;
    }

    public void Update(in StoredIncident incident)
    {
        IncidentCopy copy = incidents[incident.Sequence];
        counts.Add(copy.Row, incident);
        copy.Row = incident;
        NoteDue(incident.DueAt);
    }

    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        IncidentCopy copy = incidents[sequence];
        (copy.Title, copy.Description, copy.AreTextsChanged) = (title.ToArray(), description.ToArray(), true);
    }

    public void WriteMembers(long sequence, ReadOnlySpan<byte> members)
    {
        IncidentCopy copy = incidents[sequence];
        (copy.Members, copy.AreMembersChanged) = (members.ToArray(), true);
    }

    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold)
    {
        IncidentCopy copy = incidents[sequence];
        Lines.Add(new LineCopy(sequence, number, transition));
        counts.Expired += transition is { Kind: TransitionKind.Resolved, Origin: TransitionOrigin.Expiry } ? 1 : 0;
        if (isTold && hasOutbox)
        {
            Told.Add(new ToldCopy(Lines.Count, number, transition.At, copy.Row, copy.Title));
        }
    }

    public void WriteChanges(long sequence, int number, in ChangeLine changes)
    {
        if (!this.changes.TryGetValue((sequence, number), out ChangeCopy? copy))
        {
            this.changes.Add((sequence, number), copy = new ChangeCopy(sequence, number));
        }

        copy.Merge(changes, described.Contains(sequence));
        if (changes.ChangesDescription)
        {
            described.Add(sequence);
        }
    }

    public void RecordChange(ChangeEvent change) => ChangeEvents.Add(change);

    public void RemoveOutbox(long upTo) => RemoveOutboxUpTo = Math.Max(upTo, RemoveOutboxUpTo);

    /// <summary>Whether a resolve is too old to be remembered.</summary>
    public static bool IsForgotten(long resolveReceivedAt, long now) => resolveReceivedAt < now - ResolvesKept;

    private static InvalidOperationException NoRelay() => new("A server with a shared store relays nothing: the configuration refuses it.");

    private bool TryFindNewest(Guid of, out StoredIncident incident)
    {
        bool isFound = incidents.TryGetValue(Fetched(of).Newest, out IncidentCopy? copy);
        incident = copy?.Row ?? default;
        return isFound;
    }

    private AnchorCopy Fetched(Guid anchor) => anchors[anchor];

    private List<DeliveryCopy> Of(Guid delivery) => deliveries.TryGetValue(delivery, out List<DeliveryCopy>? known) ? known : deliveries[delivery] = [];

    private void NoteDue(long dueAt) => FirstDue = dueAt == 0 ? FirstDue : Math.Min(dueAt, FirstDue);
}
