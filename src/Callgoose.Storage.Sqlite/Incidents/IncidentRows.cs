using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Outbox;
using Callgoose.Storage.Sqlite.Relay;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Reads and writes rows for the rules within the writer's transaction, over all tables of <c>incidents.db</c>.</summary>
internal sealed class IncidentRows : IIncidentStore
{
    private const int MaxIndexedKeyBytes = 64;
    private const int DigestKeyBytes = 1 + SHA256.HashSizeInBytes;

    /// <summary>The key space of incidents of versions 1 and 2: their keys match those of every integration.</summary>
    private const long OldKeySpace = 0;

    /// <summary>
    /// The scope of resolves that were moved here from a shared store, which has only a hash of a key (<see cref="RowHashes.OfKey"/>). A
    /// row with an empty key says that there may be such rows; the body digest of an incident may then also be a hash
    /// (<see cref="RowHashes.OfBody"/>).
    /// </summary>
    private const long MovedScope = 0;

    private readonly SqliteDatabase database;
    private readonly ScopeTable scopes;
    private readonly NameTable names;
    private readonly IncidentTable incidents;
    private readonly TimelineTable timeline;
    private readonly ResolveTable resolves;
    private readonly DeliveryTable deliveries;
    private readonly ChangeEventTable changes;
    private readonly TakenTable taken;
    private readonly bool hasOldKeys;
    private readonly bool hasMoved;
    private volatile bool hasOutbox;
    private long nextDue;
    private bool isDueChanged;
    private UncommittedCounts uncommitted;

    public IncidentRows(SqliteDatabase database)
    {
        this.database = database;
        scopes = new ScopeTable(database);
        names = new NameTable(database);
        incidents = new IncidentTable(database);
        timeline = new TimelineTable(database);
        Outbox = new OutboxTable(database);
        resolves = new ResolveTable(database);
        hasMoved = database.ReadNumber($"SELECT EXISTS (SELECT 1 FROM resolves WHERE scope = {MovedScope} AND key_space = {OldKeySpace} AND index_key = x'')") != 0;
        deliveries = new DeliveryTable(database) { HasMoved = hasMoved };
        changes = new ChangeEventTable(database);
        taken = new TakenTable(database);
        Queue = new QueueTable(database);
        nextDue = incidents.NextDue();
        OpenCounts = OpenCounts.Read(database);

        // One seek per scope: checking for an open incident of this kind would otherwise read all open incidents.
        hasOldKeys = database.ReadNumber("""
            SELECT EXISTS (SELECT 1 FROM scopes s CROSS JOIN incidents i INDEXED BY incidents_by_key
                    WHERE i.scope = s.id AND i.key_space = 0 AND i.index_key IS NOT NULL)
                OR EXISTS (SELECT 1 FROM scopes s CROSS JOIN resolves r WHERE r.scope = s.id AND r.key_space = 0)
            """) != 0;
    }

    /// <summary>The counts of open incidents.</summary>
    public OpenCounts OpenCounts { get; }

    /// <summary>The outbox.</summary>
    public OutboxTable Outbox { get; }

    /// <summary>The relay queue.</summary>
    public QueueTable Queue { get; }

    /// <inheritdoc cref="IBatchStore.HasOutbox"/>
    public bool HasOutbox
    {
        get => hasOutbox;
        set => hasOutbox = value;
    }

    /// <summary>Tells that the transaction changes due times by statements outside of this class.</summary>
    public void ChangeDue() => isDueChanged = true;

    /// <inheritdoc cref="IBatchStore.NextDue"/>
    public long NextDue => nextDue;

    /// <summary>The newest id of an incident or a call, so that later ids can be larger; default in an empty store.</summary>
    /// <remarks>
    /// Calls are not committed in the order of their ids, but they differ by no more than the length of the queue, so that many lines are
    /// checked.
    /// </remarks>
    public TimeOrderedId NewestId()
    {
        byte[] newest = database.Read("""
            SELECT max(id) FROM (
                SELECT id FROM (SELECT id FROM incidents ORDER BY sequence DESC LIMIT 1)
                UNION ALL SELECT call_id FROM (SELECT call_id FROM deliveries ORDER BY sequence DESC LIMIT 10000)
                UNION ALL SELECT id FROM (SELECT id FROM change_events ORDER BY sequence DESC LIMIT 10000))
            """);
        TimeOrderedId ofCall = timeline.NewestCallId();
        TimeOrderedId ofRow = newest.Length == 0 ? default : TimeOrderedId.FromBytes(newest);
        return ofCall > ofRow ? ofCall : ofRow;
    }

    /// <inheritdoc/>
    public bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        ReadOnlySpan<byte> indexKey = IndexKey(key, digest);
        long scopeNumber = scopes.NumberOf(scope);
        bool isFound = incidents.TryFindByKey(scopeNumber, names.NumberOf(keySpace), indexKey, out incident);
        if (hasOldKeys && !(isFound && incident.IsActive)
            && incidents.TryFindByKey(scopeNumber, OldKeySpace, indexKey, out StoredIncident old) && old.Sequence > incident.Sequence)
        {
            incident = old;
            return true;
        }

        return isFound;
    }

    /// <inheritdoc/>
    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        incidents.TryFindByBody(scopes.NumberOf(scope), bodyDigest, out incident)
        || (hasMoved && incidents.TryFindByBody(scopes.NumberOf(scope), RowHashes.OfBody(scope, bodyDigest).ToByteArray(bigEndian: true), out incident));

    /// <inheritdoc/>
    public int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest) =>
        incidents.CountWithoutKey(scopes.NumberOf(scope), names.NumberOf(integration), names.NumberOf(filter), limit, out newest);

    /// <inheritdoc/>
    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident) =>
        incidents.TryFind(id, Encoding.UTF8.GetBytes(environment), out incident);

    /// <inheritdoc/>
    public bool TryFindDue(long now, out StoredIncident incident)
    {
        isDueChanged = true;
        return incidents.TryFindDue(now, out incident);
    }

    /// <inheritdoc/>
    public IncidentTexts ReadTexts(long sequence) => incidents.ReadTexts(sequence);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> ReadMembers(long sequence) => incidents.ReadMembers(sequence);

    /// <inheritdoc/>
    public bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        ReadOnlySpan<byte> indexKey = IndexKey(key, digest);
        long scopeNumber = scopes.NumberOf(scope);
        bool isFound = resolves.TryFind(scopeNumber, names.NumberOf(keySpace), indexKey, out at);
        if (hasOldKeys && resolves.TryFind(scopeNumber, OldKeySpace, indexKey, out long old))
        {
            (at, isFound) = (isFound ? Math.Max(at, old) : old, true);
        }

        if (hasMoved && resolves.TryFind(MovedScope, OldKeySpace, RowHashes.OfKey(scope, keySpace, key).ToByteArray(bigEndian: true), out long moved))
        {
            (at, isFound) = (isFound ? Math.Max(at, moved) : moved, true);
        }

        return isFound;
    }

    /// <inheritdoc/>
    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        if (hasMoved)
        {
            byte[] hash = RowHashes.OfKey(scope, keySpace, key).ToByteArray(bigEndian: true);
            at = resolves.TryFind(MovedScope, OldKeySpace, hash, out long moved) ? Math.Max(at, moved) : at;
            resolves.Forget(MovedScope, OldKeySpace, hash);
        }

        resolves.Record(scopes.NumberOf(scope), names.NumberOf(keySpace), IndexKey(key, digest), at, receivedAt);
    }

    /// <inheritdoc/>
    public DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest) => deliveries.TryReplay(incoming, delivery, bodyDigest);

    /// <inheritdoc/>
    public void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest) => deliveries.Record(incoming, delivery, bodyDigest);

    /// <inheritdoc/>
    public long FindTaken(TimeOrderedId token, TimeOrderedId relay) => taken.Find(token, relay);

    /// <inheritdoc/>
    public void RecordTaken(TimeOrderedId token, in RelayPlace place, long at) => taken.Record(token, place, at);

    /// <inheritdoc/>
    public bool TryQueue(IncomingCall incoming) => Queue.TryAdd(incoming);

    /// <inheritdoc/>
    public void RemoveQueued(long sequence) => Queue.Remove(sequence);

    /// <inheritdoc/>
    public void RefuseQueued(long sequence, int status, string answer, long at) => Queue.Refuse(sequence, status, answer, at);

    /// <inheritdoc/>
    public int ReleaseRefused(TimeOrderedId? id, bool remove, long now) => Queue.Release(id, remove, now);

    /// <inheritdoc/>
    public long Insert(in NewIncident incident)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        long scope = scopes.NumberOf(incident.Scope);

        // The timeline cuts a longer name, for which it needs a row of its own.
        bool hasFirstLine = incident.Filter.Length <= LineTexts.MaxCauseLength;
        StoredIncident row = incidents.Insert(
            incident,
            scope,
            names.NumberOf(incident.KeySpace),
            names.NumberOf(incident.Integration),
            names.NumberOf(incident.Filter),
            IndexKey(incident.Key, digest),
            hasFirstLine);
        if (incident.Hops > 0)
        {
            Outbox.NoteHops(row.Sequence, incident.Hops);
        }

        if (Outbox.IsOn)
        {
            Outbox.Note(row);
            Outbox.NoteTitle(row.Sequence, incident.Title);
        }

        uncommitted.Add(row);
        OpenCounts.Change(scope, row, 1);
        NoteDue(row.DueAt);
        Tell(row.Sequence, 1, row.TriggeredAt, incident.HeldUntil == 0);
        if (hasFirstLine)
        {
            timeline.Note(row.Sequence, 1, row.TriggeredAt);
        }
        else
        {
            timeline.Append(row.Sequence, 1, incident.FirstLine);
        }

        return row.Sequence;
    }

    /// <inheritdoc/>
    public void Update(in StoredIncident incident)
    {
        uncommitted.Add(incidents.LastRead, incident);
        if (incidents.LastRead.State != incident.State || incidents.LastRead.Urgency != incident.Urgency)
        {
            OpenCounts.Change(incidents.LastReadScope, incidents.LastRead, -1);
            OpenCounts.Change(incidents.LastReadScope, incident, 1);
        }

        incidents.Update(incident);
        Outbox.Note(incident);
        NoteDue(incident.DueAt);
    }

    /// <inheritdoc/>
    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        incidents.WriteTexts(sequence, title, description);
        if (Outbox.IsOn)
        {
            Outbox.NoteTitle(sequence, title);
        }
    }

    /// <inheritdoc/>
    public void WriteMembers(long sequence, ReadOnlySpan<byte> members) => incidents.WriteMembers(sequence, members);

    /// <inheritdoc/>
    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold)
    {
        Tell(sequence, number, transition.At, isTold);
        timeline.Append(sequence, number, transition);
        uncommitted.Expired += transition is { Kind: TransitionKind.Resolved, Origin: TransitionOrigin.Expiry } ? 1 : 0;
    }

    /// <inheritdoc/>
    public void WriteChanges(long sequence, int number, in ChangeLine changes) => timeline.WriteChanges(sequence, number, changes);

    /// <inheritdoc/>
    public void RecordChange(ChangeEvent change) => changes.Record(change);

    /// <inheritdoc/>
    public void RemoveOutbox(long upTo) => Outbox.Remove(upTo);

    /// <summary>Removes some of the expired data about calls.</summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <returns>True if there may be more.</returns>
    public bool RemoveSome(long now) => resolves.RemoveSome(now) | deliveries.RemoveSome(now) | timeline.RemoveSome(now) | changes.RemoveSome(now);

    /// <summary>Must be called when a transaction has begun.</summary>
    public void Begin() => Outbox.IsOn = hasOutbox;

    /// <summary>Writes the order of the lines that the transaction has added, and the outbox row. It is the last step before the commit.</summary>
    public void WriteOrder()
    {
        timeline.WriteOrder();
        Outbox.Write();
        Queue.Write();
    }

    /// <summary>Must be called when the transaction was committed.</summary>
    /// <param name="statistics">Receives the counts of the transaction.</param>
    public void Commit(StoreStatistics statistics)
    {
        scopes.Commit();
        names.Commit();
        timeline.Commit();
        Outbox.End();
        Queue.Commit();
        OpenCounts.Commit();
        statistics.AddCommitted(uncommitted);
        uncommitted = default;
        if (isDueChanged)
        {
            isDueChanged = false;
            nextDue = incidents.NextDue();
        }
    }

    /// <summary>Must be called when the transaction was undone, or is about to be.</summary>
    public void Undo()
    {
        scopes.Undo();
        names.Undo();
        timeline.Undo();
        Outbox.End();
        Queue.Undo();
        OpenCounts.Undo();
        uncommitted = default;
    }

    private static ReadOnlySpan<byte> IndexKey(ReadOnlySpan<byte> key, Span<byte> digest)
    {
        if (key.Length <= MaxIndexedKeyBytes)
        {
            return key;
        }

        // The byte 0xFF does not occur in UTF-8: no short key can look like the digest of a long one.
        digest[0] = 0xFF;
        SHA256.HashData(key, digest[1..]);
        return digest;
    }

    /// <summary>Adds a line to the outbox. Call it before the line is added, because it uses the number that the line will get over all incidents.</summary>
    private void Tell(long sequence, int number, long at, bool isTold)
    {
        if (isTold && Outbox.IsOn)
        {
            Outbox.Append(timeline.NextSequence, number, at);
        }
    }

    private void NoteDue(long dueAt)
    {
        if (dueAt != 0 && dueAt < nextDue)
        {
            nextDue = dueAt;
        }
    }
}
