using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>The writer's side of <c>incidents.db</c>: statements prepared once, values bound as spans, nothing allocated.</summary>
internal sealed class SqliteIncidentStore : IBatchStore, IIncidentStore
{
    private const string FoundColumns = "sequence, id, state, triggered_at, resolved_at";

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

    /// <summary>More of a filter's name than this is not kept in a timeline.</summary>
    private const int MaxCauseLength = 200;

    private readonly SqliteDatabase database;
    private readonly Checkpointer checkpointer;
    private readonly CoalescedCommit coalesced;
    private readonly ScopeTable scopes;
    private readonly ResolveTable resolves;
    private readonly DeliveryTable deliveries;
    private readonly ExpiredIncidents expired;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement findByKey;
    private readonly SqliteStatement findByBody;
    private readonly SqliteStatement findById;
    private readonly SqliteStatement createdBy;
    private readonly SqliteStatement setState;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement seen;
    private readonly SqliteStatement resolve;
    private readonly SqliteStatement append;
    private readonly SqliteStatement probe;
    private long logPages;
    private UncommittedCounts uncommitted;

    private SqliteIncidentStore(SqliteDatabase database, Checkpointer checkpointer)
    {
        this.database = database;
        this.checkpointer = checkpointer;
        coalesced = database.CoalesceCommits();
        scopes = new ScopeTable(database);
        resolves = new ResolveTable(database);
        deliveries = new DeliveryTable(database);
        expired = new ExpiredIncidents(database);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        findByKey = database.Prepare(
            $"SELECT {FoundColumns} FROM incidents WHERE scope = ?1 AND index_key = ?2 ORDER BY sequence DESC LIMIT 1");
        findByBody = database.Prepare(
            $"SELECT {FoundColumns} FROM incidents WHERE scope = ?1 AND body_digest = ?2 AND index_key IS NULL ORDER BY sequence DESC LIMIT 1");
        findById = database.Prepare($"""
            SELECT {FoundColumns} FROM incidents
            WHERE sequence = ?1 AND id = ?2 AND scope IN (SELECT id FROM scopes WHERE environment = ?3)
            """);
        createdBy = database.Prepare("SELECT 1 FROM incidents WHERE sequence = ?1 AND body_digest = ?2");
        setState = database.Prepare("UPDATE incidents SET state = ?2 WHERE sequence = ?1");
        insert = database.Prepare("""
            INSERT INTO incidents (sequence, id, scope, state, urgency, occurrences, triggered_at, last_seen_at,
                index_key, body_digest, incident_key, source, title, description)
            VALUES (?11, ?1, ?2, 1, ?3, 1, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        seen = database.Prepare("UPDATE incidents SET occurrences = occurrences + 1, last_seen_at = max(last_seen_at, ?2) WHERE sequence = ?1");
        resolve = database.Prepare("UPDATE incidents SET state = 3, resolved_at = ?2 WHERE sequence = ?1");
        append = database.Prepare("INSERT INTO transitions (incident, kind, at, cause, call_id, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        probe = database.Prepare("UPDATE probe SET at = ?1 WHERE id = 1");
        Statistics = new StoreStatistics { OpenAtStart = database.ReadNumber("SELECT count(*) FROM incidents INDEXED BY incidents_active WHERE state <> 3") };
    }

    /// <summary>What was committed since the file was opened.</summary>
    public StoreStatistics Statistics { get; }

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
                UNION ALL SELECT call_id FROM (SELECT call_id FROM transitions ORDER BY sequence DESC LIMIT 10000))
            """);
        return newest.Length == 0 ? default : TimeOrderedId.FromBytes(newest);
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(CommandBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            begin.Run();
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
            begin.Run();
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
            begin.Run();
            bool isMore = expired.RemoveSome(now - retention) | resolves.RemoveSome(now) | deliveries.RemoveSome(now);
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

    /// <summary>Makes everything since the transaction began durable: the file is synced before this comes back.</summary>
    private void Commit()
    {
        coalesced.Begin();
        try
        {
            commit.Run();
        }
        finally
        {
            coalesced.End();
        }

        scopes.Commit();
        Statistics.AddCommitted(uncommitted);
        uncommitted = default;
    }

    /// <summary>Undoes everything since the transaction began.</summary>
    private void Undo()
    {
        scopes.Undo();
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

    /// <summary>Has the log copied into the database file once it has grown long. To be called when nobody waits for a commit that is done.</summary>
    private void CheckpointIfDue()
    {
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

    /// <inheritdoc/>
    public bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        return TryRead(findByKey.Bind(1, scopes.NumberOf(scope)).Bind(2, IndexKey(key, digest)), out incident);
    }

    /// <inheritdoc/>
    public bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident) =>
        TryRead(findByBody.Bind(1, scopes.NumberOf(scope)).Bind(2, bodyDigest), out incident);

    /// <inheritdoc/>
    public bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        return TryRead(findById.Bind(1, IncidentSequence.Of(id)).Bind(2, bytes).Bind(3, Encoding.UTF8.GetBytes(environment)), out incident);
    }

    /// <inheritdoc/>
    public bool IsCreatedBy(long sequence, ReadOnlySpan<byte> bodyDigest)
    {
        bool created = createdBy.Bind(1, sequence).Bind(2, bodyDigest).Step();
        if (created)
        {
            createdBy.Reset();
        }

        return created;
    }

    /// <inheritdoc/>
    public bool TryFindNewestResolve(ServiceScope scope, ReadOnlySpan<byte> key, out long at)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        return resolves.TryFind(scopes.NumberOf(scope), IndexKey(key, digest), out at);
    }

    /// <inheritdoc/>
    public void RecordResolve(ServiceScope scope, ReadOnlySpan<byte> key, long at, long receivedAt)
    {
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        resolves.Record(scopes.NumberOf(scope), IndexKey(key, digest), at, receivedAt);
    }

    /// <inheritdoc/>
    public bool TryReplay(IncomingCall incoming) => deliveries.TryReplay(incoming);

    /// <inheritdoc/>
    public void RecordDelivery(IncomingCall incoming) => deliveries.Record(incoming);

    /// <inheritdoc/>
    public void SetState(long sequence, IncidentState state) => setState.Bind(1, sequence).Bind(2, (long)state).Run();

    /// <inheritdoc/>
    public long Insert(in NewIncident incident)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> digest = stackalloc byte[DigestKeyBytes];
        incident.Id.WriteBytes(id);
        long sequence = IncidentSequence.Of(incident.Id);
        insert.Bind(1, id)
            .Bind(2, scopes.NumberOf(incident.Scope))
            .Bind(3, (long)incident.Urgency)
            .Bind(4, incident.TriggeredAt)
            .BindOrNull(5, IndexKey(incident.Key, digest))
            .BindOrNull(6, incident.BodyDigest)
            .BindOrNull(7, incident.Key)
            .BindOrNull(8, incident.Source)
            .Bind(9, incident.Title)
            .Bind(10, incident.Description)
            .Bind(11, sequence)
            .Run();
        uncommitted.Created++;
        return sequence;
    }

    /// <inheritdoc/>
    public void RecordOccurrence(long sequence, long seenAt)
    {
        seen.Bind(1, sequence).Bind(2, seenAt).Run();
        uncommitted.Duplicates++;
    }

    /// <inheritdoc/>
    public void Resolve(long sequence, long resolvedAt)
    {
        resolve.Bind(1, sequence).Bind(2, resolvedAt).Run();
        uncommitted.Resolved++;
    }

    /// <inheritdoc/>
    public void AppendTransition(long sequence, in Transition transition)
    {
        Span<byte> callId = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> cause = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MaxCauseLength)];
        transition.CallId.WriteBytes(callId);
        Utf8.FromUtf16(Cut(transition.Cause), cause, out _, out int length);
        append.Bind(1, sequence)
            .Bind(2, (long)transition.Kind)
            .Bind(3, transition.At)
            .Bind(4, cause[..length])
            .Bind(5, callId)
            .BindOrNull(6, transition.Comment is null ? default : Encoding.UTF8.GetBytes(transition.Comment))
            .Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        checkpointer.Dispose();
        try
        {
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (StoreException)
        {
            // What is in the log is durable there; the next start moves it.
        }

        database.Dispose();
    }

    private static ReadOnlySpan<char> Cut(string cause)
    {
        if (cause.Length <= MaxCauseLength)
        {
            return cause;
        }

        // Not between the two halves of a character.
        return cause.AsSpan(0, char.IsHighSurrogate(cause[MaxCauseLength - 1]) ? MaxCauseLength - 1 : MaxCauseLength);
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

    private static bool TryRead(SqliteStatement statement, out StoredIncident incident)
    {
        if (!statement.Step())
        {
            incident = default;
            return false;
        }

        incident = new StoredIncident(
            statement.Number(0),
            TimeOrderedId.FromBytes(statement.Bytes(1)),
            (IncidentState)statement.Number(2),
            statement.Number(3),
            statement.Number(4));
        statement.Reset();
        return true;
    }
}
