using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Sqlite.Deliveries;

/// <summary>The tables of the dispatcher in <c>delivery.db</c>. Not thread-safe.</summary>
internal sealed partial class DeliveryTables : IDeliveryTables
{
    internal const string Columns =
        "sequence, id, destination, event, incident, number, kind, urgent, state, tries, due_at, created_at, tried_at, finished_at, status, answer, fell_back, environment, service";

    private readonly SqliteDatabase database;
    private readonly DatabaseFiles files;
    private readonly SqliteStatement version;
    private readonly SqliteStatement setTaken;
    private readonly SqliteStatement keepEvent;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement waiting;
    private readonly SqliteStatement readEvent;
    private readonly SqliteStatement finish;
    private readonly SqliteStatement postpone;
    private readonly SqliteStatement fellBack;
    private readonly SqliteStatement wasAdded;
    private readonly SqliteStatement wasDelivered;
    private readonly SqliteStatement untold;
    private readonly SqliteStatement setTold;
    private readonly SqliteStatement keepThread;
    private readonly SqliteStatement readThread;
    private bool isClosed;

    private DeliveryTables(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        setTaken = database.Prepare("INSERT INTO progress (id, taken) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET taken = excluded.taken");
        keepEvent = database.Prepare("INSERT OR IGNORE INTO events (sequence, event) VALUES (?1, ?2)");
        insert = database.Prepare("""
            INSERT INTO deliveries (
                id, destination, event, incident, number, kind, urgent, state, tries, due_at, created_at, finished_at, fell_back, environment, service, answer)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?9, ?10, 0, ?11, ?12, ?13)
            """);
        waiting = database.Prepare($"SELECT {Columns} FROM deliveries WHERE destination = ?1 AND state = 1 AND sequence > ?2 ORDER BY sequence LIMIT ?3");
        readEvent = database.Prepare("SELECT event FROM events WHERE sequence = ?1");
        finish = database.Prepare("""
            UPDATE deliveries SET state = ?2, tries = ?3, tried_at = ?4, finished_at = ?4, status = ?5, answer = ?6, told = ?7 WHERE sequence = ?1 AND state = 1
            """);
        postpone = database.Prepare("UPDATE deliveries SET tries = ?2, tried_at = ?3, due_at = ?4, status = ?5, answer = ?6 WHERE sequence = ?1 AND state = 1");
        fellBack = database.Prepare("UPDATE deliveries SET fell_back = 1 WHERE sequence = ?1");
        wasAdded = database.Prepare("SELECT 1 FROM deliveries WHERE incident = ?1 AND number = ?2 AND destination = ?3");
        wasDelivered = database.Prepare("SELECT 1 FROM deliveries WHERE incident = ?1 AND destination = ?2 AND state = 2 LIMIT 1");
        untold = database.Prepare($"SELECT {Columns} FROM deliveries WHERE told = 0 ORDER BY sequence LIMIT ?1");
        setTold = database.Prepare("UPDATE deliveries SET told = 1 WHERE sequence = ?1");
        keepThread = database.Prepare("INSERT OR IGNORE INTO threads (destination, incident, thread, at) VALUES (?1, ?2, ?3, ?4)");
        readThread = database.Prepare("SELECT thread FROM threads WHERE destination = ?1 AND incident = ?2");

        // The first read opens the log.
        Version();
        files = new DatabaseFiles(database.Path);
    }

    /// <summary>Opens the file, and creates it if it does not exist.</summary>
    /// <remarks>
    /// Commits are not synced. A power cut may lose the newest of them; then the same events are taken and sent again, with the same ids.
    /// Killing the process loses nothing.
    /// </remarks>
    public static DeliveryTables Open(DataFolder folder)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(folder.Delivery, DeliveryLayout.Current, TimeSpan.FromSeconds(5));
        try
        {
            ChecksumMigration.Run(database, folder);
            database.Execute("PRAGMA synchronous = NORMAL");
            var tables = new DeliveryTables(database);
            folder.BeginDeliveries();
            return tables;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool MaySend => true;

    /// <inheritdoc/>
    public bool IsLost => false;

    /// <inheritdoc/>
    public bool RemovesTaken => false;

    /// <inheritdoc/>
    public long Version()
    {
        version.Step();
        long number = version.Number(0);
        version.Reset();
        return number;
    }

    /// <inheritdoc/>
    public long? Taken()
    {
        using SqliteStatement read = database.Prepare("SELECT taken FROM progress");
        return read.Step() ? read.Number(0) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> KnownDestinations()
    {
        using SqliteStatement read = database.Prepare("SELECT name, since FROM destinations WHERE removed_at IS NULL");
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        while (read.Step())
        {
            known[read.Text(0)] = read.Number(1);
        }

        return known;
    }

    /// <inheritdoc/>
    public void AddDestination(string name, long since)
    {
        using SqliteStatement add = database.Prepare("""
            INSERT INTO destinations (name, since) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET since = excluded.since, removed_at = NULL
            """);
        add.Bind(1, name).Bind(2, since).Run();
    }

    /// <inheritdoc/>
    public void Begin()
    {
        RequireFiles();
        database.Execute("BEGIN IMMEDIATE");
    }

    /// <inheritdoc/>
    public void Commit()
    {
        database.Execute("COMMIT");
        RequireFiles();
    }

    private void RequireFiles()
    {
        if (files.FindLoss(0) is string loss)
        {
            throw new StoreException(loss);
        }
    }

    /// <inheritdoc/>
    public void Undo()
    {
        if (database.InTransaction)
        {
            database.Execute("ROLLBACK");
        }
    }

    /// <inheritdoc/>
    public void SetTaken(long sequence) => setTaken.Bind(1, sequence).Run();

    /// <inheritdoc/>
    public void KeepEvent(long sequence, ReadOnlySpan<byte> content) => keepEvent.Bind(1, sequence).Bind(2, content).Run();

    /// <inheritdoc/>
    public bool WasAdded(TimeOrderedId incident, int number, string destination)
    {
        Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
        incident.WriteBytes(key);
        bool isThere = wasAdded.Bind(1, key).Bind(2, number).Bind(3, destination).Step();
        wasAdded.Reset();
        return isThere;
    }

    /// <inheritdoc/>
    public bool WasDelivered(TimeOrderedId incident, string destination)
    {
        Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
        incident.WriteBytes(key);
        bool was = wasDelivered.Bind(1, key).Bind(2, destination).Step();
        wasDelivered.Reset();
        return was;
    }

    /// <inheritdoc/>
    public long Insert(DeliveryRow delivery)
    {
        Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
        delivery.Incident.WriteBytes(key);
        insert.Bind(1, delivery.Id).Bind(2, delivery.Destination).Bind(3, delivery.EventSequence).Bind(4, key).Bind(5, delivery.Number).Bind(6, delivery.Event)
            .Bind(7, delivery.IsUrgent ? 1 : 0).Bind(8, (long)delivery.State).Bind(9, delivery.CreatedAt).Bind(10, delivery.FinishedAt)
            .Bind(11, delivery.Environment).Bind(12, delivery.Service).Bind(13, delivery.Answer).Run();
        return database.LastInsertedSequence;
    }

    /// <inheritdoc/>
    public IReadOnlyList<DeliveryRow> Waiting(string destination, long after, int limit) => Rows(waiting.Bind(1, destination).Bind(2, after).Bind(3, limit));

    private static List<DeliveryRow> Rows(SqliteStatement statement)
    {
        var rows = new List<DeliveryRow>();
        while (statement.Step())
        {
            rows.Add(Row(statement));
        }

        return rows;
    }

    /// <inheritdoc/>
    public byte[]? ReadEvent(long sequence)
    {
        try
        {
            return readEvent.Bind(1, sequence).Step() ? readEvent.Bytes(0).ToArray() : null;
        }
        finally
        {
            readEvent.Reset();
        }
    }

    /// <inheritdoc/>
    public void Finish(long sequence, DeliveryState state, int tries, long now, int? status, string? answer, bool isToTell = false) =>
        finish.Bind(1, sequence).Bind(2, (long)state).Bind(3, tries).Bind(4, now).Bind(5, status).Bind(6, answer).Bind(7, isToTell ? 0 : 1).Run();

    /// <inheritdoc/>
    public IReadOnlyList<DeliveryRow> Untold(int limit) => Rows(untold.Bind(1, limit));

    /// <inheritdoc/>
    public void SetTold(long sequence) => setTold.Bind(1, sequence).Run();

    /// <inheritdoc/>
    public void Postpone(long sequence, int tries, long now, long dueAt, int? status, string? answer) =>
        postpone.Bind(1, sequence).Bind(2, tries).Bind(3, now).Bind(4, dueAt).Bind(5, status).Bind(6, answer).Run();

    /// <inheritdoc/>
    public void FellBack(long sequence) => fellBack.Bind(1, sequence).Run();

    /// <inheritdoc/>
    public void KeepThread(string destination, TimeOrderedId incident, string thread, long now)
    {
        Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
        incident.WriteBytes(key);
        keepThread.Bind(1, destination).Bind(2, key).Bind(3, thread).Bind(4, now).Run();
    }

    /// <inheritdoc/>
    public string ReadThread(string destination, TimeOrderedId incident)
    {
        Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
        incident.WriteBytes(key);
        try
        {
            return readThread.Bind(1, destination).Bind(2, key).Step() ? readThread.Text(0) : string.Empty;
        }
        finally
        {
            readThread.Reset();
        }
    }

    /// <inheritdoc/>
    public void RemoveOld(long before)
    {
        database.Execute($"""
            DELETE FROM deliveries WHERE sequence IN (SELECT sequence FROM deliveries ORDER BY sequence LIMIT 1000) AND state <> 1 AND finished_at < {before};
            DELETE FROM threads WHERE at < {before};
            DELETE FROM events WHERE sequence IN (
                SELECT e.sequence FROM events e WHERE e.sequence < coalesce((SELECT min(event) FROM deliveries WHERE state IN (1, 3)), (SELECT max(sequence) FROM events)) LIMIT 5000)
            """);
    }

    /// <inheritdoc/>
    public bool TrySync() => database.TryCheckpoint();

    /// <inheritdoc/>
    public void ForgetAfter(long newest, long now) => database.Execute($"""
        UPDATE deliveries SET state = 4, finished_at = {now}, answer = 'its incident is not there any more' WHERE state = 1 AND event > {newest};
        DELETE FROM events WHERE sequence > {newest};
        UPDATE destinations SET since = {newest} WHERE since > {newest};
        UPDATE progress SET taken = {newest} WHERE taken > {newest}
        """);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The content of the log is durable, too; once copied into the database it also survives the removal of the log.
        if (!isClosed && files.FindLoss(0) is null)
        {
            database.TryEmptyLog();
        }

        isClosed = true;

        database.Dispose();
    }

    internal static DeliveryRow Row(SqliteStatement row) => new()
    {
        Sequence = row.Number(0),
        Id = row.Text(1),
        Destination = row.Text(2),
        EventSequence = row.Number(3),
        Incident = TimeOrderedId.FromBytes(row.Bytes(4)),
        Number = (int)row.Number(5),
        Event = row.Text(6),
        IsUrgent = row.Number(7) != 0,
        State = (DeliveryState)row.Number(8),
        Tries = (int)row.Number(9),
        DueAt = row.Number(10),
        CreatedAt = row.Number(11),
        TriedAt = row.NumberOrNull(12),
        FinishedAt = row.NumberOrNull(13),
        Status = (int?)row.NumberOrNull(14),
        Answer = row.TextOrNull(15),
        HasFallenBack = row.Number(16) != 0,
        Environment = row.Text(17),
        Service = row.Text(18),
    };
}
