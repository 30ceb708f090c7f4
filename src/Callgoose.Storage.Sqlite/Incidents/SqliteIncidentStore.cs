using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>The writer's side of <c>incidents.db</c>: transactions, and what the rules read and write in them.</summary>
internal sealed class SqliteIncidentStore : IBatchStore, IIncidentStore
{
    /// <summary>Eight megabytes: the inner pages of the indexes of a few million incidents.</summary>
    private const string CacheSize = "PRAGMA cache_size = -8192";

    /// <summary>
    /// When the log is copied: 12 MB, so that with what comes meanwhile it stays below what it may keep when it begins anew. That is
    /// read in a few milliseconds when a start has to recover. Pages that change often,
    /// such as the last of an index, are then copied once for many commits.
    /// </summary>
    private const int CheckpointPages = 3000;

    /// <summary>Only where copying beside the writer does not succeed.</summary>
    private const string OwnCheckpoint = "PRAGMA wal_autocheckpoint = 16000";

    private const int MaxIndexedKeyBytes = 64;
    private const int DigestKeyBytes = 1 + SHA256.HashSizeInBytes;

    /// <summary>The key space of incidents of versions 1 and 2: their keys meet those of every integration.</summary>
    private const long OldKeySpace = 0;

    private readonly SqliteDatabase database;
    private readonly Checkpointer checkpointer;
    private readonly CoalescedCommit coalesced;
    private readonly DatabaseFiles files;
    private readonly ScopeTable scopes;
    private readonly NameTable names;
    private readonly IncidentTable incidents;
    private readonly TimelineTable timeline;
    private readonly OutboxTable outbox;
    private readonly ResolveTable resolves;
    private readonly DeliveryTable deliveries;
    private readonly ExpiredIncidents expired;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement probe;
    private readonly bool hasOldKeys;
    private volatile bool hasOutbox;
    private long nextDue;
    private bool isDueChanged;
    private long logPages;
    private UncommittedCounts uncommitted;

    private SqliteIncidentStore(SqliteDatabase database, Checkpointer checkpointer)
    {
        this.database = database;
        this.checkpointer = checkpointer;
        coalesced = database.CoalesceCommits();
        files = new DatabaseFiles(database.Path);
        scopes = new ScopeTable(database);
        names = new NameTable(database);
        incidents = new IncidentTable(database);
        timeline = new TimelineTable(database);
        outbox = new OutboxTable(database);
        resolves = new ResolveTable(database);
        deliveries = new DeliveryTable(database);
        expired = new ExpiredIncidents(database, outbox);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");

        // Another value each time: SQLite writes no page for a row that stays as it is.
        probe = database.Prepare("UPDATE probe SET at = iif(at = ?1, ?1 + 1, ?1) WHERE id = 1");
        nextDue = incidents.NextDue();
        hasOldKeys = database.ReadNumber("""
            SELECT EXISTS (SELECT 1 FROM incidents INDEXED BY incidents_active WHERE state <> 3 AND key_space = 0 AND index_key IS NOT NULL)
                OR EXISTS (SELECT 1 FROM resolves WHERE key_space = 0)
            """) != 0;
        Statistics = new StoreStatistics { OpenAtStart = Count("state IN (1, 2)"), SuppressedAtStart = Count("state = 4") };
    }

    /// <summary>What was committed since the file was opened.</summary>
    public StoreStatistics Statistics { get; }

    /// <inheritdoc/>
    public bool HasOutbox
    {
        get => hasOutbox;
        set => hasOutbox = value;
    }

    /// <inheritdoc/>
    public long NextDue => nextDue;

    /// <summary>Opens the file, and makes it if it is not there.</summary>
    public static SqliteIncidentStore Open(DataFolder folder, TimeSpan lockTimeout)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(folder.Incidents, IncidentLayout.Current, lockTimeout, WriteCoalescingVfs.Name);
        try
        {
            database.Execute(CacheSize);
            database.Execute(OwnCheckpoint);
            return new SqliteIncidentStore(database, new Checkpointer(database.Path, lockTimeout));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The newest id of an incident or a call, so that later ones are larger; default in an empty store.</summary>
    /// <remarks>Calls are committed in another order than their ids, by no more than the queue is long: so many are looked at.</remarks>
    public TimeOrderedId NewestId()
    {
        byte[] newest = database.Read("""
            SELECT max(id) FROM (
                SELECT id FROM (SELECT id FROM incidents ORDER BY sequence DESC LIMIT 1)
                UNION ALL SELECT call_id FROM (SELECT call_id FROM deliveries ORDER BY sequence DESC LIMIT 10000))
            """);
        TimeOrderedId ofCall = timeline.NewestCallId();
        TimeOrderedId ofRow = newest.Length == 0 ? default : TimeOrderedId.FromBytes(newest);
        return ofCall > ofRow ? ofCall : ofRow;
    }

    /// <summary>What was found to have become of the files; null if nothing. May be asked from any thread.</summary>
    public string? Loss => files.Loss;

    /// <inheritdoc/>
    public string? FindLoss() => files.FindLoss(coalesced.LogLength);

    /// <inheritdoc/>
    public ValueTask CommitAsync(CommandBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            Begin();
            batch.Apply(this);
            long applied = Stopwatch.GetTimestamp();
            Commit();
            Statistics.CommitTime.Add(Stopwatch.GetTimestamp() - applied);
        }
        catch (Exception e)
        {
            Undo(e);
            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(long now)
    {
        try
        {
            Undo();
            Begin();
            probe.Bind(1, now).Run();
            Commit();
        }
        catch (Exception e)
        {
            Undo(e);
            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveExpiredAsync(long now, long retention)
    {
        try
        {
            Begin();
            bool isMore = expired.RemoveSome(now - retention, now) | resolves.RemoveSome(now) | deliveries.RemoveSome(now) | timeline.RemoveSome(now);
            Commit();
            return ValueTask.FromResult(isMore);
        }
        catch (Exception e)
        {
            Undo(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Rest() => CheckpointIfDue();

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
        incidents.TryFindByBody(scopes.NumberOf(scope), bodyDigest, out incident);

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
            at = isFound ? Math.Max(at, old) : old;
            return true;
        }

        return isFound;
    }

    /// <inheritdoc/>
    public void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        resolves.Record(scopes.NumberOf(scope), names.NumberOf(keySpace), IndexKey(key, digest), at, receivedAt);
    }

    /// <inheritdoc/>
    public DeliveryIdState TryReplay(IncomingCall incoming, ReadOnlySpan<byte> bodyDigest) => deliveries.TryReplay(incoming, bodyDigest);

    /// <inheritdoc/>
    public void RecordDelivery(IncomingCall incoming, ReadOnlySpan<byte> bodyDigest) => deliveries.Record(incoming, bodyDigest);

    /// <inheritdoc/>
    public long Insert(in NewIncident incident)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        StoredIncident row = incidents.Insert(
            incident,
            scopes.NumberOf(incident.Scope),
            names.NumberOf(incident.KeySpace),
            names.NumberOf(incident.Integration),
            names.NumberOf(incident.Filter),
            IndexKey(incident.Key, digest));
        if (incident.Hops > 0)
        {
            outbox.NoteHops(row.Sequence, incident.Hops);
        }

        uncommitted.Add(row);
        NoteDue(row.DueAt);
        return row.Sequence;
    }

    /// <inheritdoc/>
    public void Update(in StoredIncident incident)
    {
        uncommitted.Add(incidents.LastRead, incident);
        incidents.Update(incident);
        NoteDue(incident.DueAt);
    }

    /// <inheritdoc/>
    public void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description) =>
        incidents.WriteTexts(sequence, title, description);

    /// <inheritdoc/>
    public void WriteMembers(long sequence, ReadOnlySpan<byte> members) => incidents.WriteMembers(sequence, members);

    /// <inheritdoc/>
    public void AppendTransition(long sequence, int number, in Transition transition, bool isTold)
    {
        if (isTold && hasOutbox)
        {
            outbox.Append(timeline.NextSequence, sequence, number, transition);
        }

        timeline.Append(sequence, number, transition);
        uncommitted.Expired += transition is { Kind: TransitionKind.Resolved, Origin: TransitionOrigin.Expiry } ? 1 : 0;
    }

    /// <inheritdoc/>
    public void WriteChanges(long sequence, int number, in ChangeLine changes) => timeline.WriteChanges(sequence, number, changes);

    /// <inheritdoc/>
    public void RemoveOutbox(long upTo) => outbox.Remove(upTo);

    /// <inheritdoc/>
    public void Dispose()
    {
        checkpointer.Dispose();
        try
        {
            if (FindLoss() is null)
            {
                database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        catch (StoreException)
        {
            // What is in the log is durable there; the next start moves it.
        }

        database.Dispose();
    }

    private static ReadOnlySpan<byte> IndexKey(ReadOnlySpan<byte> key, Span<byte> digest)
    {
        if (key.Length <= MaxIndexedKeyBytes)
        {
            return key;
        }

        // 0xFF stands in no UTF-8: no short key can look like the digest of a long one.
        digest[0] = 0xFF;
        SHA256.HashData(key, digest[1..]);
        return digest;
    }

    private long Count(string condition) =>
        database.ReadNumber($"SELECT count(*) FROM incidents INDEXED BY incidents_active WHERE state <> 3 AND {condition}");

    private void NoteDue(long dueAt)
    {
        if (dueAt != 0 && dueAt < nextDue)
        {
            nextDue = dueAt;
        }
    }

    /// <summary>Opens a transaction and takes the write lock.</summary>
    /// <exception cref="StoreException">It cannot; or the files are lost, into which nothing more is written.</exception>
    private void Begin()
    {
        // A log that was cut grows again by what is written to it, and would look as if it had never been.
        if (FindLoss() is string loss)
        {
            throw new StoreException(loss);
        }

        begin.Run();
    }

    /// <summary>Makes everything since the transaction began durable: the file is synced before this comes back, and is still where it was.</summary>
    /// <exception cref="StoreException">It is not durable.</exception>
    private void Commit()
    {
        timeline.WriteOrder();
        coalesced.Begin();
        try
        {
            commit.Run();
        }
        finally
        {
            coalesced.End();
        }

        if (FindLoss() is string loss)
        {
            throw new StoreException(loss);
        }

        scopes.Commit();
        names.Commit();
        timeline.Commit();
        Statistics.AddCommitted(uncommitted);
        uncommitted = default;
        if (isDueChanged)
        {
            isDueChanged = false;
            nextDue = incidents.NextDue();
        }
    }

    /// <summary>Undoes everything since the transaction began.</summary>
    private void Undo()
    {
        scopes.Undo();
        names.Undo();
        timeline.Undo();
        uncommitted = default;
        if (database.InTransaction)
        {
            database.Execute("ROLLBACK");
        }
    }

    /// <summary>Undoes everything because of a failure. Where that fails too it is the store that cannot go on, whatever came first.</summary>
    private void Undo(Exception failure)
    {
        try
        {
            Undo();
        }
        catch (StoreException e) when (failure is CommandFaultException)
        {
            throw new StoreException($"{e.Message} Undoing what failed: {failure.Message}", e.ResultCode);
        }
        catch (StoreException)
        {
            // The next probe undoes it again before it begins; until then nothing is taken.
        }
    }

    /// <summary>Has the log copied into the database file once it has grown long.</summary>
    private void CheckpointIfDue()
    {
        if (files.Loss is not null)
        {
            return;
        }

        logPages += database.TakePagesWritten();
        if (checkpointer.HasCopied)
        {
            // What has been added while it copied. After this the next transaction begins the log anew.
            database.TryCheckpoint();
            checkpointer.Finish();
            logPages = 0;
        }
        else if (logPages >= CheckpointPages)
        {
            checkpointer.Start();
        }
    }
}
