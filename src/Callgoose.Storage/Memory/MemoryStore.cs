using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Memory;

/// <summary>
/// Keeps incidents in memory under the same contract as every other store: for tests, and for <c>callgoose test</c>. All data is lost when
/// the process ends.
/// </summary>
/// <remarks>One thread at a time writes, as in every store; any thread may read between two batches.</remarks>
public sealed partial class MemoryStore : IBatchStore, IIncidentStore, IIncidentReader
{
    private readonly List<MemoryIncident> incidents = [];
    private readonly Dictionary<(ServiceScope Scope, string KeySpace, string Key), long> resolves = [];
    private readonly Dictionary<(TimeOrderedId Token, string Delivery, string Body), Delivery> deliveries = [];
    private readonly List<OutboxEvent> outbox = [];
    private readonly Dictionary<(TimeOrderedId Token, TimeOrderedId Relay), long> taken = [];
    private readonly MemoryQueue queue = new();
    private readonly Stack<Action> undo = new();
    private UncommittedCounts uncommitted;
    private long lines;

    /// <summary>The incidents, in the order in which they were created.</summary>
    public IReadOnlyList<MemoryIncident> Incidents => incidents;

    /// <summary>The events to deliver, in the order of commit.</summary>
    public IReadOnlyList<OutboxEvent> Outbox => [.. outbox.Select(WithDetails)];

    /// <summary>The number of commits.</summary>
    internal long Commits { get; private set; }

    /// <summary>The number of the newest timeline line over all incidents.</summary>
    internal long NewestLine => lines;

    /// <inheritdoc/>
    public StoreStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    public QueueStatus Queue => queue.Status();

    /// <summary>Opens a reader of the relay queue.</summary>
    public IQueueReader OpenQueue() => queue;

    /// <inheritdoc/>
    public bool HasOutbox { get; set; }

    /// <inheritdoc/>
    public long NextDue => incidents.Where(static known => known.Row.DueAt != 0).Select(static known => known.Row.DueAt).DefaultIfEmpty(long.MaxValue).Min();

    /// <inheritdoc/>
    public ValueTask CommitAsync(CommandBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            batch.Apply(this);
        }
        catch
        {
            Undo();
            throw;
        }

        Keep();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a reader of the outbox.</summary>
    public IOutboxReader OpenOutbox() => new MemoryOutbox(this);

    /// <summary>Commits all changes since the last commit.</summary>
    public void Keep()
    {
        undo.Clear();
        Commits++;
        Statistics.AddCommitted(uncommitted);
        uncommitted = default;
    }

    /// <summary>Reverts all changes since the last commit.</summary>
    public void Undo()
    {
        while (undo.TryPop(out Action? step))
        {
            step();
        }

        uncommitted = default;
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(long now) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<bool> RemoveExpiredAsync(long now, long retention)
    {
        long before = Math.Min(now - retention, outbox.Count == 0 ? long.MaxValue : outbox[0].At);
        incidents.RemoveAll(known => known.Row.State == IncidentState.Resolved && known.Row.ResolvedAt < before);
        return ValueTask.FromResult(false);
    }

    /// <inheritdoc/>
    public ValueTask ShiftExpiryAsync(long after, long upTo, long by)
    {
        foreach (MemoryIncident known in incidents.Where(known => known.Row.IsActive && known.Row.ExpiresAt > after && known.Row.ExpiresAt <= upTo))
        {
            known.Row = known.Row with { ExpiresAt = known.Row.ExpiresAt + by };
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask HoldUntilAsync(Func<string, long> until)
    {
        ArgumentNullException.ThrowIfNull(until);
        foreach (MemoryIncident known in incidents.Where(static known => known.Row.State == IncidentState.Suppressed && known.Row.HeldUntil != 0))
        {
            known.Row = known.Row with { HeldUntil = Math.Max(until(known.Scope.Service), 1) };
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Rest()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        string wanted = Text(key);
        return TryGet(incidents.FindLast(known => known.Scope == scope && known.KeySpace == keySpace && known.Key.Length > 0 && known.Key == wanted), out incident);
    }

    /// <inheritdoc/>
    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident)
    {
        string wanted = Convert.ToHexString(bodyDigest);
        return TryGet(incidents.FindLast(known => known.Scope == scope && known.Key.Length == 0 && known.BodyDigest == wanted), out incident);
    }

    /// <inheritdoc/>
    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest)
    {
        List<MemoryIncident> found = incidents.FindAll(
            known => known.Key.Length == 0 && known.Row.IsActive && known.Scope == scope && known.Integration == integration && known.Filter == filter);
        TryGet(found.LastOrDefault(), out newest);
        return Math.Min(found.Count, limit);
    }

    /// <inheritdoc/>
    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) =>
        TryGet(incidents.Find(known => known.Row.Id == id && known.Scope.Environment == environment), out incident);

    /// <inheritdoc/>
    public bool TryFindDue(long now, out StoredIncident incident) =>
        TryGet(incidents.Where(known => known.Row.DueAt != 0 && known.Row.DueAt <= now).MinBy(static known => known.Row.DueAt), out incident);

    /// <inheritdoc/>
    public IncidentTexts ReadTexts(long sequence) => new(At(sequence).TitleBytes, At(sequence).DescriptionBytes);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> ReadMembers(long sequence) => At(sequence).Members;

    /// <inheritdoc/>
    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at) =>
        resolves.TryGetValue((scope, keySpace, Text(key)), out at);

    /// <inheritdoc/>
    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        (ServiceScope, string, string) place = (scope, keySpace, Text(key));
        bool wasKnown = resolves.TryGetValue(place, out long known);
        undo.Push(wasKnown ? () => resolves[place] = known : () => resolves.Remove(place));
        resolves[place] = wasKnown ? Math.Max(at, known) : at;
    }

    /// <inheritdoc/>
    public DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        const long OneDay = 24 * 60 * 60 * 1000;
        string name = Text(incoming.Text[delivery]);
        long since = incoming.ReceivedAt - OneDay;
        if (deliveries.TryGetValue((incoming.TokenId, name, Convert.ToHexString(bodyDigest)), out Delivery? known) && known.ReceivedAt > since)
        {
            known.Replay(incoming);
            return DeliveryIdState.Known;
        }

        return deliveries.Any(pair => pair.Key.Token == incoming.TokenId && pair.Key.Delivery == name && pair.Value.ReceivedAt > since)
            ? DeliveryIdState.Reused
            : DeliveryIdState.New;
    }

    /// <inheritdoc/>
    public void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        (TimeOrderedId, string, string) place = (incoming.TokenId, Text(incoming.Text[delivery]), Convert.ToHexString(bodyDigest));
        deliveries.TryGetValue(place, out Delivery? before);
        undo.Push(before is null ? () => deliveries.Remove(place) : () => deliveries[place] = before);
        deliveries[place] = new Delivery(incoming);
    }

    /// <inheritdoc/>
    public long FindTaken(TimeOrderedId token, TimeOrderedId relay) => taken.GetValueOrDefault((token, relay));

    /// <inheritdoc/>
    public void RecordTaken(TimeOrderedId token, in RelayPlace place, long at)
    {
        (TimeOrderedId, TimeOrderedId) line = (token, place.Relay);
        long before = taken.GetValueOrDefault(line);
        undo.Push(() => taken[line] = before);
        taken[line] = place.Sequence;
    }

    /// <inheritdoc/>
    public bool TryQueue(IncomingCall incoming)
    {
        undo.Push(queue.Saved());
        return queue.TryAdd(incoming);
    }

    /// <inheritdoc/>
    public void RemoveQueued(long sequence)
    {
        undo.Push(queue.Saved());
        queue.Remove(sequence);
    }

    /// <inheritdoc/>
    public void RefuseQueued(long sequence, int status, string answer, long at)
    {
        undo.Push(queue.Saved());
        queue.Refuse(sequence, status, answer, at);
    }

    /// <inheritdoc/>
    public int ReleaseRefused(TimeOrderedId? id, bool remove, long now)
    {
        undo.Push(queue.Saved());
        return queue.Release(id, remove);
    }

    /// <inheritdoc/>
    public long Insert(in NewIncident incident)
    {
        long sequence = incidents.Count == 0 ? 1 : incidents[^1].Row.Sequence + 1;
        incidents.Add(new MemoryIncident(incident, sequence));
        undo.Push(() => incidents.RemoveAt(incidents.Count - 1));
        uncommitted.Add(incidents[^1].Row);
        AppendTransition(sequence, 1, incident.FirstLine, incident.HeldUntil == 0);
        return sequence;
    }

    /// <inheritdoc/>
    public void Update(in StoredIncident incident)
    {
        MemoryIncident known = At(incident.Sequence);
        StoredIncident before = known.Row;
        undo.Push(() => known.Row = before);
        uncommitted.Add(before, incident);
        known.Row = incident;
    }

    /// <inheritdoc/>
    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        MemoryIncident known = At(sequence);
        (byte[] titleBefore, byte[] descriptionBefore) = (known.TitleBytes, known.DescriptionBytes);
        undo.Push(() => (known.TitleBytes, known.DescriptionBytes) = (titleBefore, descriptionBefore));
        (known.TitleBytes, known.DescriptionBytes) = (title.ToArray(), description.ToArray());
    }

    /// <inheritdoc/>
    public void WriteMembers(long sequence, ReadOnlySpan<byte> members)
    {
        MemoryIncident known = At(sequence);
        byte[] before = known.Members;
        undo.Push(() => known.Members = before);
        known.Members = members.ToArray();
    }

    /// <inheritdoc/>
    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold)
    {
        MemoryIncident known = At(sequence);
        if (known.Lines.Count + 1 != number)
        {
            throw new InvalidOperationException($"Line {number} of an incident with {known.Lines.Count} lines.");
        }

        known.Lines.Add(transition);
        undo.Push(() => known.Lines.RemoveAt(known.Lines.Count - 1));
        uncommitted.Expired += transition is { Kind: TransitionKind.Resolved, Origin: TransitionOrigin.Expiry } ? 1 : 0;
        lines++;
        undo.Push(() => lines--);
        if (isTold && HasOutbox)
        {
            outbox.Add(new OutboxEvent(
                lines, known.Row.Id, number, transition.Kind, transition.Origin, transition.At, transition.Cause, transition.Comment, known.Summary));
            undo.Push(() => outbox.RemoveAt(outbox.Count - 1));
        }
    }

    /// <inheritdoc/>
    public void WriteChanges(long sequence, int number, in ChangeLine changes)
    {
        MemoryIncident known = At(sequence);
        Transition line = known.Lines[number - 1];
        undo.Push(() => known.Lines[number - 1] = line);
        known.Lines[number - 1] = line with { Changes = Merge(line.Changes, changes) };
    }

    /// <inheritdoc/>
    public void RemoveOutbox(long upTo)
    {
        OutboxEvent[] before = [.. outbox];
        undo.Push(() =>
        {
            outbox.Clear();
            outbox.AddRange(before);
        });
        outbox.RemoveAll(told => told.Sequence <= upTo);
    }

    /// <summary>Adds what the timeline knows of an event.</summary>
    private OutboxEvent WithDetails(OutboxEvent told)
    {
        if (incidents.Find(known => known.Id == told.IncidentId) is not MemoryIncident incident)
        {
            return told;
        }

        IncidentChanges? own = incident.Lines[told.Number - 1].Changes;
        string description = incident.Lines.Skip(told.Number).Select(static line => line.Changes?.DescriptionWas).FirstOrDefault(static was => was is not null)
            ?? incident.Description;
        return told with { Description = description, HasGrown = own is { UrgencyIs: not null } or { Joined: not null }, Hops = incident.Hops };
    }

    private static IncidentChanges Merge(IncidentChanges? before, in ChangeLine line) => new(
        before?.TitleWas ?? (line.ChangesTitle ? Text(line.TitleWas) : null),
        line.ChangesTitle ? Text(line.TitleIs) : before?.TitleIs,
        before?.DescriptionWas ?? (line.ChangesDescription ? Text(line.DescriptionWas) : null),
        line.ChangesDescription ? Text(line.DescriptionIs) : before?.DescriptionIs,
        line.UrgencyWas == 0 ? before?.UrgencyWas : line.UrgencyWas,
        line.UrgencyIs == 0 ? before?.UrgencyIs : line.UrgencyIs,
        line.Joined.IsEmpty ? before?.Joined : Text(line.Joined));

    private static bool TryGet(MemoryIncident? found, out StoredIncident incident)
    {
        incident = found?.Row ?? default;
        return found is not null;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private MemoryIncident At(long sequence) =>
        incidents.Find(known => known.Row.Sequence == sequence) ?? throw new InvalidOperationException($"There is no incident {sequence}.");

    /// <summary>The answer to a delivery.</summary>
    private sealed class Delivery(IncomingCall call)
    {
        private readonly TimeOrderedId id = call.Id;
        private readonly CallOutcome outcome = call.Outcome;
        private readonly bool anyFilterPassed = call.AnyFilterPassed;
        private readonly NoEffectReason reason = call.Reason;
        private readonly TimeOrderedId[] touched = call.Incidents.ToArray();
        private readonly ActionResult[] results = call.Results.ToArray();

        public long ReceivedAt { get; } = call.ReceivedAt;

        public RememberedDelivery Remembered => new(ReceivedAt, anyFilterPassed, reason, outcome, touched);

        public void Replay(IncomingCall incoming)
        {
            incoming.Replay(id, outcome, anyFilterPassed, reason);
            Array.ForEach(touched, incoming.AddIncident);
            for (int i = 0; i < Math.Min(results.Length, incoming.Actions.Length); i++)
            {
                incoming.SetResult(i, results[i]);
            }
        }
    }
}
