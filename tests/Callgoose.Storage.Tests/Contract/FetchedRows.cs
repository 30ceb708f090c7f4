using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tests;

/// <summary>
/// Copies of the rows that a store across a network has fetched for a batch, and over them the writes of the rules: later commands of the batch see
/// them, and the database gets all of them at the commit. Rows that were not requested in advance do not exist here.
/// </summary>
internal sealed class FetchedRows(DistantDatabase database, BatchReads reads) : IIncidentStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, CopiedIncident> rows = [];
    private readonly Dictionary<(ServiceScope, string, string), CopiedIncident?> byKey = [];
    private readonly Dictionary<(ServiceScope, string, string), long?> resolves = [];
    private readonly Dictionary<(ServiceScope, string), CopiedIncident?> byBody = [];
    private readonly Dictionary<(ServiceScope, string, string), List<CopiedIncident>> withoutKey = [];
    private readonly Dictionary<(TimeOrderedId, string), List<KeptDelivery>> deliveries = [];
    private readonly HashSet<(TimeOrderedId, string)> ids = [];
    private readonly Dictionary<(TimeOrderedId, TimeOrderedId), long> taken = [];
    private readonly List<Action<DistantDatabase>> writes = [];
    private readonly bool hasDue = reads.DueAt is not null;
    private byte[] lent = [];
    private long nextSequence;

    /// <summary>The writes of the rules, for one transaction.</summary>
    public IReadOnlyList<Action<DistantDatabase>> Writes => writes;

    /// <summary>One query for each thing that the batch asks for. They may run in any order, on any thread.</summary>
    public IEnumerable<Action> Questions =>
    [
        .. reads.Keys.Select(asked => Locked(() => FetchKey(asked.Scope, asked.KeySpace, Text(asked.Key.Span)))),
        .. reads.Bodies.Select(asked => Locked(() => byBody[(asked.Scope, Hex(asked.BodyDigest.Span))] = Copy(database.NewestByBody(asked.Scope, asked.BodyDigest)))),
        .. reads.Bodies.Select(asked => Locked(() =>
            withoutKey[(asked.Scope, asked.Integration, asked.Filter)] = [.. database.OpenWithoutKey(asked.Scope, asked.Integration, asked.Filter).Select(one => Copy(one)!)])),
        .. reads.Deliveries.Select(asked => Locked(() =>
            deliveries[(asked.Token, Text(asked.Delivery.Span))] = [.. database.Deliveries(asked.Token, Text(asked.Delivery.Span))])),
        .. reads.Incidents.Select(asked => Locked(() =>
        {
            ids.Add((asked.Incident, asked.Environment));
            Copy(database.ById(asked.Incident, asked.Environment));
        })),
        .. reads.Relays.Select(asked => Locked(() => taken[asked] = database.Incidents.FindTaken(asked.Token, asked.Relay))),
        .. reads.DueAt is long now ? new[] { Locked(() => Array.ForEach(database.Due(now), one => Copy(one))) } : [],
        Locked(() => nextSequence = database.NextSequence),
    ];

    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident) =>
        Give(Fetched(byKey, (scope, keySpace, Text(key)), "key"), out incident);

    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        Give(Fetched(byBody, (scope, Hex(bodyDigest)), "body"), out incident);

    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest)
    {
        Assert.InRange(limit, 1, BatchReads.MaxWithoutKey);
        CopiedIncident[] open = [.. Fetched(withoutKey, (scope, integration, filter), "filter").Where(static one => one.Row.IsActive)];
        Give(open.LastOrDefault(), out newest);
        return Math.Min(open.Length, limit);
    }

    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident)
    {
        Assert.True(ids.Contains((id, environment)), $"not fetched before the rules ran: incident {id}");
        return Give(rows.Values.FirstOrDefault(one => one.Row.Id == id && one.Scope.Environment == environment), out incident);
    }

    public bool TryFindDue(long now, out StoredIncident incident)
    {
        Assert.True(hasDue, "what is due was not asked for");
        return Give(rows.Values.Where(one => one.Row.DueAt != 0 && one.Row.DueAt <= now).MinBy(static one => one.Row.DueAt), out incident);
    }

    public IncidentTexts ReadTexts(long sequence)
    {
        CopiedIncident copy = At(sequence);
        ReadOnlySpan<byte> both = Lend([.. copy.Title, .. copy.Description]);
        return new IncidentTexts(both[..copy.Title.Length], both[copy.Title.Length..]);
    }

    public ReadOnlySpan<byte> ReadMembers(long sequence) => At(sequence).Members;

    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at)
    {
        long? found = Fetched(resolves, (scope, keySpace, Text(key)), "resolve");
        at = found ?? 0;
        return found is not null;
    }

    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        byte[] copy = key.ToArray();
        long? known = Fetched(resolves, (scope, keySpace, Text(key)), "resolve");
        resolves[(scope, keySpace, Text(key))] = Math.Max(at, known ?? at);
        writes.Add(into => into.Incidents.RecordResolve(scope, keySpace, copy, at, receivedAt));
    }

    public long FindTaken(TimeOrderedId token, TimeOrderedId relay) => Fetched(taken, (token, relay), "relay");

    public void RecordTaken(TimeOrderedId token, in RelayPlace place, long at)
    {
        RelayPlace kept = place;
        taken[(token, place.Relay)] = place.Sequence;
        writes.Add(other => other.Incidents.RecordTaken(token, kept, at));
    }

    public bool TryQueue(IncomingCall incoming)
    {
        writes.Add(other => other.Incidents.TryQueue(incoming));
        return true;
    }

    public void RemoveQueued(long sequence) => writes.Add(other => other.Incidents.RemoveQueued(sequence));

    public void RefuseQueued(long sequence, int status, string answer, long at) => writes.Add(other => other.Incidents.RefuseQueued(sequence, status, answer, at));

    public int ReleaseRefused(TimeOrderedId? id, bool remove, long now)
    {
        writes.Add(other => other.Incidents.ReleaseRefused(id, remove, now));
        return database.Incidents.OpenQueue().Refused(int.MaxValue).Count(one => id is null || one.Id == id);
    }

    public DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
        long since = incoming.ReceivedAt - (24 * 60 * 60 * 1000);
        string digest = Hex(bodyDigest);
        KeptDelivery[] known =
        [
            .. Fetched(deliveries, (incoming.TokenId, Text(incoming.Text[delivery])), "delivery").Where(one => one.ReceivedAt > since),
        ];
        if (Array.Find(known, one => one.Digest == digest) is not KeptDelivery same)
        {
            return known.Length > 0 ? DeliveryIdState.Reused : DeliveryIdState.New;
        }

        same.Replay(incoming);
        return DeliveryIdState.Known;
    }

    public void RecordDelivery(IncomingCall incoming, TextRange named, ReadOnlySpan<byte> bodyDigest)
    {
        (TimeOrderedId token, string delivery) = (incoming.TokenId, Text(incoming.Text[named]));
        var kept = new KeptDelivery(incoming, Hex(bodyDigest));
        List<KeptDelivery> known = Fetched(deliveries, (token, delivery), "delivery");
        known.RemoveAll(one => one.Digest == kept.Digest);
        known.Add(kept);
        writes.Add(into => into.Keep(token, delivery, kept));
    }

    public void RecordChange(ChangeEvent change) => writes.Add(into => into.Incidents.RecordChange(change));

    public long Insert(in NewIncident incident)
    {
        var copy = new CopiedIncident(incident, nextSequence++);
        rows.Add(copy.Row.Sequence, copy);
        string digest = Hex(incident.BodyDigest);
        if (incident.Key.IsEmpty)
        {
            byBody[(incident.Scope, digest)] = copy;
            Fetched(withoutKey, (incident.Scope, incident.Integration, incident.Filter), "filter").Add(copy);
        }
        else
        {
            byKey[(incident.Scope, incident.KeySpace, Text(incident.Key))] = copy;
        }

        StoredIncident row = copy.Row;
        (byte[] title, byte[] description, byte[] key, byte[] body, byte[] source, byte[] link) =
            (copy.Title, copy.Description, incident.Key.ToArray(), incident.BodyDigest.ToArray(), incident.Source.ToArray(), incident.Link.ToArray());
        (ServiceScope scope, string keySpace, string integration, string filter, TimeOrderedId callId, int hops) =
            (incident.Scope, incident.KeySpace, incident.Integration, incident.Filter, incident.CallId, incident.Hops);
        writes.Add(into => Assert.Equal(row.Sequence, into.Incidents.Insert(new NewIncident
        {
            Id = row.Id,
            Scope = scope,
            Key = key,
            KeySpace = keySpace,
            Integration = integration,
            Filter = filter,
            BodyDigest = body,
            Urgency = row.Urgency,
            Source = source,
            Title = title,
            Description = description,
            Link = link,
            TriggeredAt = row.TriggeredAt,
            OccurredAt = row.OccurredAt,
            ExpiresAt = row.ExpiresAt,
            HeldUntil = row.HeldUntil,
            CallId = callId,
            Hops = hops,
        })));
        return row.Sequence;
    }

    public void Update(in StoredIncident incident)
    {
        StoredIncident row = incident;
        At(row.Sequence).Row = row;
        writes.Add(into => into.Incidents.Update(row));
    }

    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        CopiedIncident copy = At(sequence);
        (byte[] newTitle, byte[] newDescription) = (title.ToArray(), description.ToArray());
        (copy.Title, copy.Description) = (newTitle, newDescription);
        writes.Add(into => into.Incidents.WriteTexts(sequence, newTitle, newDescription));
    }

    public void WriteMembers(long sequence, ReadOnlySpan<byte> members)
    {
        byte[] copy = members.ToArray();
        At(sequence).Members = copy;
        writes.Add(into => into.Incidents.WriteMembers(sequence, copy));
    }

    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold)
    {
        Transition line = transition;
        At(sequence);
        writes.Add(into => into.Incidents.AppendTransition(sequence, number, line, isTold));
    }

    public void WriteChanges(long sequence, int number, in ChangeLine changes)
    {
        (bool title, bool description, Urgency was, Urgency becomes) = (changes.ChangesTitle, changes.ChangesDescription, changes.UrgencyWas, changes.UrgencyIs);
        (byte[] titleWas, byte[] titleIs, byte[] descriptionWas, byte[] descriptionIs, byte[] joined) =
            (changes.TitleWas.ToArray(), changes.TitleIs.ToArray(), changes.DescriptionWas.ToArray(), changes.DescriptionIs.ToArray(), changes.Joined.ToArray());
        At(sequence);
        writes.Add(into => into.Incidents.WriteChanges(sequence, number, new ChangeLine
        {
            ChangesTitle = title,
            TitleWas = titleWas,
            TitleIs = titleIs,
            ChangesDescription = description,
            DescriptionWas = descriptionWas,
            DescriptionIs = descriptionIs,
            UrgencyWas = was,
            UrgencyIs = becomes,
            Joined = joined,
        }));
    }

    public void RemoveOutbox(long upTo) => writes.Add(into => into.Incidents.RemoveOutbox(upTo));

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static string Hex(ReadOnlySpan<byte> digest) => Convert.ToHexString(digest);

    private static bool Give(CopiedIncident? found, out StoredIncident incident)
    {
        incident = found?.Row ?? default;
        return found is not null;
    }

    private static TValue Fetched<TKey, TValue>(Dictionary<TKey, TValue> answers, TKey asked, string what)
        where TKey : notnull
    {
        Assert.True(answers.TryGetValue(asked, out TValue? answer), $"not fetched before the rules ran: {what} {asked}");
        return answer!;
    }

    private void FetchKey(ServiceScope scope, string keySpace, string key)
    {
        byKey[(scope, keySpace, key)] = Copy(database.NewestByKey(scope, keySpace, key));
        resolves[(scope, keySpace, key)] = database.NewestResolve(scope, keySpace, key);
    }

    /// <summary>The single copy of an incident, whichever way it is found.</summary>
    private CopiedIncident? Copy(Memory.MemoryIncident? found)
    {
        if (found is null)
        {
            return null;
        }

        if (!rows.TryGetValue(found.Row.Sequence, out CopiedIncident? copy))
        {
            rows.Add(found.Row.Sequence, copy = new CopiedIncident(database.Incidents, found));
        }

        return copy;
    }

    private CopiedIncident At(long sequence)
    {
        Assert.True(rows.TryGetValue(sequence, out CopiedIncident? copy), $"the row of incident {sequence} was not found before");
        return copy!;
    }

    /// <summary>The previous span becomes invalid, as the contract says.</summary>
    private ReadOnlySpan<byte> Lend(byte[] texts)
    {
        Array.Fill(lent, (byte)'#');
        return lent = texts;
    }

    private Action Locked(Action fetch) => () =>
    {
        lock (gate)
        {
            fetch();
        }
    };
}
