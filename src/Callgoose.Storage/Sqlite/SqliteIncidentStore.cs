using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>The writer's side of <c>incidents.db</c>: statements prepared once, values bound as spans, nothing allocated.</summary>
internal sealed class SqliteIncidentStore : IIncidentStore, IDisposable
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
    private readonly GatheredCommit gathered;
    private readonly DatabaseFiles files;
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
        gathered = database.GatherCommits();
        files = new DatabaseFiles(database.Path);
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
        
        // Another value each time: SQLite writes no page for a row that stays as it is.
        probe = database.Prepare("UPDATE probe SET at = iif(at = ?1, ?1 + 1, ?1) WHERE id = 1");
        Statistics = new StoreStatistics { OpenAtStart = database.ReadNumber("SELECT count(*) FROM incidents INDEXED BY incidents_active WHERE state <> 3") };
    }

    /// <summary>What was committed since the file was opened.</summary>
    public StoreStatistics Statistics { get; }

    /// <summary>Opens the file, and makes it if it is not there.</summary>
    public static SqliteIncidentStore Open(DataFolder folder, TimeSpan lockTimeout)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(folder.Incidents, IncidentLayout.Current, lockTimeout, GatheringVfs.Name);
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

    /// <summary>What was found to have become of the files; null if nothing. May be asked from any thread.</summary>
    public string? Loss => files.Loss;

    /// <summary>Looks whether the files are where they were.</summary>
    /// <returns>What happened and what to do, or null.</returns>
    public string? FindLoss() => files.FindLoss(gathered.LogLength);

    /// <summary>Opens a transaction and takes the write lock.</summary>
    /// <exception cref="StoreException">It cannot; or the files are lost, into which nothing more is written.</exception>
    public void Begin()
    {
        // A log that was cut grows again by what is written to it, and would look as if it had never been.
        if (FindLoss() is string loss)
        {
            throw new StoreException(loss);
        }

        begin.Run();
    }

    /// <summary>
    /// Makes everything since <see cref="Begin"/> durable: the file is synced before this comes back, and is still where it was.
    /// </summary>
    /// <exception cref="StoreException">It is not durable.</exception>
    public void Commit()
    {
        gathered.Begin();
        try
        {
            commit.Run();
        }
        finally
        {
            gathered.End();
        }

        if (FindLoss() is string loss)
        {
            throw new StoreException(loss);
        }

        scopes.Commit();
        Statistics.AddCommitted(uncommitted);
        uncommitted = default;
    }

    /// <summary>Undoes everything since <see cref="Begin"/>.</summary>
    public void Undo()
    {
        scopes.Undo();
        uncommitted = default;
        if (database.InTransaction)
        {
            database.Execute("ROLLBACK");
        }
    }

    /// <summary>Writes one row, to prove that writing works.</summary>
    public void Probe(long now) => probe.Bind(1, now).Run();

    /// <summary>Removes some of what has been kept long enough: resolved incidents, and what is remembered of calls.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="retention">How long resolved incidents are kept, in milliseconds.</param>
    /// <returns>Whether there may be more.</returns>
    public bool RemoveExpired(long now, long retention) =>
        expired.RemoveSome(now - retention) | resolves.RemoveSome(now) | deliveries.RemoveSome(now);

    /// <summary>Has the log copied into the database file once it has grown long. To be called when nobody waits for a commit that is done.</summary>
    public void CopyLogIfLong()
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

    /// <summary>Moves the write-ahead log into the database file, and ends what copies it otherwise.</summary>
    public void Checkpoint()
    {
        checkpointer.Dispose();
        if (FindLoss() is null)
        {
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
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
