using System.Diagnostics;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Vfs;
using Callgoose.Storage.Statistics;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>The writer of <c>incidents.db</c>: it runs transactions, handles those that fail, and decides when the log is copied.</summary>
internal sealed class SqliteIncidentStore : IBatchStore
{
    /// <summary>Eight megabytes: enough for the inner index pages of a few million incidents.</summary>
    private const string CacheSize = "PRAGMA cache_size = -8192";

    /// <summary>
    /// The size at which the log is copied: 12 MB, so that with the writes meanwhile it stays below the size that it may keep when it
    /// restarts. A start after a crash reads it in a few milliseconds. Pages that change often, such as the last one of an index, are
    /// copied once for many commits.
    /// </summary>
    private const int CheckpointPages = 3000;

    /// <summary>SQLite's own checkpoint, for the case that the copy beside the writer fails.</summary>
    private const string OwnCheckpoint = "PRAGMA wal_autocheckpoint = 16000";

    private readonly SqliteDatabase database;
    private readonly Checkpointer checkpointer;
    private readonly CoalescedCommit coalesced;
    private readonly DatabaseFiles files;
    private readonly IncidentRows rows;
    private readonly ExpiredIncidents expired;
    private readonly DueTable due;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement probe;
    private DataFolder? folderToNote;
    private long logPages;

    private SqliteIncidentStore(SqliteDatabase database, Checkpointer checkpointer, DataFolder? folderToNote)
    {
        this.database = database;
        this.folderToNote = folderToNote;
        this.checkpointer = checkpointer;
        coalesced = database.CoalesceCommits();
        files = new DatabaseFiles(database.Path);
        rows = new IncidentRows(database);
        expired = new ExpiredIncidents(database, rows.Outbox);
        due = new DueTable(database);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");

        // A different value each time: SQLite writes no page for an unchanged row.
        probe = database.Prepare("UPDATE probe SET at = iif(at = ?1, ?1 + 1, ?1) WHERE id = 1");
        OpenIncidents open = rows.OpenCounts.Sum(null);
        Statistics = new StoreStatistics { OpenAtStart = open.Open, SuppressedAtStart = open.Suppressed };
    }

    /// <summary>Statistics of the commits since the file was opened.</summary>
    public StoreStatistics Statistics { get; }

    /// <summary>The counts of open incidents.</summary>
    public OpenCounts OpenCounts => rows.OpenCounts;

    /// <inheritdoc/>
    public bool HasOutbox
    {
        get => rows.HasOutbox;
        set => rows.HasOutbox = value;
    }

    /// <inheritdoc/>
    public QueueStatus Queue => rows.Queue.Status;

    /// <inheritdoc/>
    public long NextDue => rows.NextDue;

    /// <summary>Opens the file, and creates it if it does not exist.</summary>
    /// <param name="folder">The data folder. <c>tokens.db</c> must be open if <paramref name="notesUse"/> is true.</param>
    /// <param name="lockTimeout">How long a write waits for another process that has the file locked.</param>
    /// <param name="notesUse">As <see cref="SqliteStoreOptions.NotesUse"/>.</param>
    public static SqliteIncidentStore Open(DataFolder folder, TimeSpan lockTimeout, bool notesUse = false)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(folder.Incidents, IncidentLayout.Current, lockTimeout, folder.WasUsed);
        try
        {
            ChecksumMigration.Run(database, folder);
            database.Execute(CacheSize);
            database.Execute(OwnCheckpoint);
            return new SqliteIncidentStore(database, new Checkpointer(database.Path, lockTimeout), notesUse ? folder : null);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="IncidentRows.NewestId"/>
    public TimeOrderedId NewestId() => rows.NewestId();

    /// <summary>The detected loss of the files, as a sentence; null if there is none. May be read from any thread.</summary>
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
            batch.Apply(rows);
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
            bool isMore = expired.RemoveSome(now - retention, now) | rows.RemoveSome(now);
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
    public ValueTask ShiftExpiryAsync(long after, long upTo, long by) => CorrectDue(() => due.Shift(after, upTo, by));

    /// <inheritdoc/>
    public ValueTask HoldUntilAsync(Func<string, long> until) => CorrectDue(() => due.HoldUntil(until));

    /// <inheritdoc/>
    public void Rest() => CheckpointIfDue();

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
            // The content of the log is durable; the next start copies it.
        }

        database.Dispose();
    }

    private ValueTask CorrectDue(Action correction)
    {
        try
        {
            Begin();
            rows.ChangeDue();
            correction();
            Commit();
        }
        catch (Exception e)
        {
            Undo(e);
            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a transaction and takes the write lock.</summary>
    /// <exception cref="StoreException">It cannot be opened; or the files are lost, so nothing more is written to them.</exception>
    private void Begin()
    {
        // A truncated log grows again with further writes, and would then look intact.
        if (FindLoss() is string loss)
        {
            throw new StoreException(loss);
        }

        NoteUse();
        begin.Run();
        rows.Begin();
    }

    /// <summary>Records the use of the folder once. It is retried, because a full disk may have no room for it at first.</summary>
    private void NoteUse()
    {
        try
        {
            folderToNote?.BeginUse();
            folderToNote = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"That the data folder is in use cannot be noted: {e.Message}");
        }
    }

    /// <summary>Makes everything since the start of the transaction durable: when this returns, the file is synced and still where it was.</summary>
    /// <exception cref="StoreException">It is not durable.</exception>
    private void Commit()
    {
        rows.WriteOrder();
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

        rows.Commit(Statistics);
    }

    /// <summary>Reverts everything since the start of the transaction.</summary>
    private void Undo()
    {
        rows.Undo();
        if (database.InTransaction)
        {
            database.Execute("ROLLBACK");
        }
    }

    /// <summary>Reverts everything because of a failure. If that fails too, the store cannot continue, whatever failed first.</summary>
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
            // The next probe tries the rollback again before it begins; until then nothing is accepted.
        }
    }

    /// <summary>Starts a copy of the log into the database file once the log has grown long.</summary>
    private void CheckpointIfDue()
    {
        if (files.Loss is not null)
        {
            return;
        }

        logPages += database.TakePagesWritten();
        if (checkpointer.HasCopied)
        {
            // Copies what was added during the first copy. After this, the next transaction restarts the log.
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
