using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Locks;
using Callgoose.Storage.Sqlite.Vfs;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>One connection to a database file. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>FULL syncs the log at each commit: what a commit acknowledges survives a power cut.</summary>
    private const string FullySynchronous = "PRAGMA synchronous = FULL";

    /// <summary><c>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE</c>.</summary>
    private const int NoCheckpointOnClose = 1006;

    /// <summary>What SQLite says for FULL.</summary>
    private const long Full = 2;

    private const int PrimaryCode = 0xFF;

    private readonly sqlite3 connection;
    private readonly List<SqliteStatement> statements = [];
    private bool isClosed;

    private SqliteDatabase(sqlite3 connection, string path)
    {
        this.connection = connection;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(connection);

    /// <summary>The sequence number of the last row inserted.</summary>
    public long LastInsertedSequence => raw.sqlite3_last_insert_rowid(connection);

    /// <summary>Whether a transaction is open: SQLite ends one by itself on some failures.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection) == 0;

    /// <summary>Opens a file for reading and writing, and makes it or its tables if they are not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">What it has to be.</param>
    /// <param name="lockTimeout">How long a statement waits for another process that holds the file.</param>
    /// <param name="wasUsed">Whether it has had tables before: one without is not what it was.</param>
    /// <exception cref="StoreException">The file cannot be opened, is not of this layout, is of another version, or has lost its tables.</exception>
    public static SqliteDatabase OpenForWriting(string path, DatabaseLayout layout, TimeSpan lockTimeout, bool wasUsed = false)
    {
        OwnerFile.Create(path);
        SqliteDatabase database = Open(path, lockTimeout);
        try
        {
            // Before anything is changed: the file may be somebody else's.
            bool isMissing = layout.IsMissingFrom(database);
            if (isMissing && wasUsed && layout.HasNothingIn(database))
            {
                throw new StoreException($"'{path}' has no tables, though a server has run on this folder. Put it back with its '-wal', or start on an empty folder or on a backup.");
            }

            database.UseWriteAheadLog(lockTimeout);
            if (isMissing)
            {
                layout.Make(database);
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that is there for reading.</summary>
    public static SqliteDatabase OpenForReading(string path, TimeSpan lockTimeout)
    {
        // Not SQLITE_OPEN_READONLY: a reader of a write-ahead log has to be able to make its shared index.
        SqliteDatabase database = Open(path, lockTimeout);
        try
        {
            database.Execute("PRAGMA query_only = ON");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens an empty database that is no file.</summary>
    public static SqliteDatabase OpenInMemory() => Open(":memory:", TimeSpan.Zero);

    /// <summary>Opens a file that another connection of this process writes to, for copying its log.</summary>
    public static SqliteDatabase OpenBeside(string path, TimeSpan lockTimeout)
    {
        SqliteDatabase database = Open(path, lockTimeout);
        database.Execute(FullySynchronous);
        return database;
    }

    /// <summary>Runs statements without parameters; rows are passed over.</summary>
    public void Execute(string sql)
    {
        int code = raw.sqlite3_exec(connection, sql);
        if (code != raw.SQLITE_OK)
        {
            throw Failure("run a statement");
        }
    }

    /// <summary>Prepares a statement, which lives as long as the connection unless it is disposed of.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt handle) != raw.SQLITE_OK)
        {
            throw Failure("prepare a statement");
        }

        var statement = new SqliteStatement(this, handle);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Runs a statement and gives the first column of its first row as bytes.</summary>
    public byte[] Read(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        statement.Step();
        return statement.Bytes(0).ToArray();
    }

    /// <summary>Runs a statement and gives the first column of its first row as a number.</summary>
    public long ReadNumber(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        statement.Step();
        return statement.Number(0);
    }

    /// <summary>Whether the pages of the file have checksums.</summary>
    public bool HasChecksums => StoreVfs.HasChecksums(connection);

    /// <summary>Prepares for coalescing what commits write.</summary>
    public CoalescedCommit CoalesceCommits()
    {
        if (ReadNumber("PRAGMA synchronous") < Full)
        {
            throw new InvalidOperationException("Only commits that are synced can be coalesced.");
        }

        // The log is opened by whatever reads first. A backup is no log's file until it is opened for writing, and has not been read since.
        ReadNumber("SELECT count(*) FROM sqlite_schema");
        return new CoalescedCommit(connection);
    }

    /// <summary>How many pages this connection has written since it was asked last.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(connection, raw.SQLITE_DBSTATUS_CACHE_WRITE, out int pages, out _, 1);
        return pages;
    }

    /// <summary>
    /// Copies what the write-ahead log holds into the file as far as no reader is in the way, and syncs it. What could not be
    /// copied stays in the log.
    /// </summary>
    /// <returns>Whether all of it was: then everything that was committed survives a power cut.</returns>
    public bool TryCheckpoint() =>
        raw.sqlite3_wal_checkpoint_v2(connection, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out int inLog, out int copied) == raw.SQLITE_OK && inLog == copied;

    /// <summary>Copies all that the write-ahead log holds into the file, and empties the log, unless somebody else uses either.</summary>
    public void TryEmptyLog() => raw.sqlite3_wal_checkpoint_v2(connection, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);

    /// <summary>Ends a statement.</summary>
    public void Release(SqliteStatement statement, sqlite3_stmt handle)
    {
        statements.Remove(statement);
        handle.Dispose();
    }

    /// <summary>Puts what SQLite says of its last failure into words.</summary>
    public StoreException Failure(string attempt)
    {
        int code = raw.sqlite3_extended_errcode(connection);
        if (code == PageDamage.ResultCode)
        {
            return new StoreException(
                $"Cannot {attempt} on '{Path}': {PageDamage.Last} are damaged: their checksums are wrong, and they are not used. Check the disk, run 'callgoose integrity', and restore a backup.",
                code,
                blamesStore: false);
        }

        string reason = raw.sqlite3_errmsg(connection).utf8_to_string();
        string advice = (code & PrimaryCode) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ? " Check the disk, run 'callgoose integrity', and restore a backup."
            : reason.StartsWith("no such ", StringComparison.Ordinal) ? " Another program or another version made the file: run 'callgoose integrity', and name the right data folder with --data."
            : string.Empty;
        return new StoreException($"Cannot {attempt} on '{Path}': {reason} (SQLite result {code}).{advice}", code, BlamesStore(code));
    }

    /// <summary>Not where SQLite refused the values that it was given, and would take others.</summary>
    private static bool BlamesStore(int code) =>
        (code & PrimaryCode) is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (statements.Count > 0)
        {
            statements[^1].Dispose();
        }

        if (isClosed)
        {
            return;
        }

        isClosed = true;
        raw.sqlite3_close_v2(connection);
        connection.Dispose();
        OpenDatabases.Remove(Path);
    }

    private static SqliteDatabase Open(string path, TimeSpan lockTimeout)
    {
        SqliteLibrary.Load();
        OpenDatabases.Add(path);
        int code = raw.sqlite3_open_v2(path, out sqlite3 connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(connection, path);
        if (code != raw.SQLITE_OK)
        {
            StoreException failure = database.Failure("open the database");
            database.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(connection, 1);
        try
        {
            StoreVfs.ReserveChecksums(connection);
        }
        catch
        {
            database.Dispose();
            throw;
        }

        raw.sqlite3_busy_timeout(connection, (int)lockTimeout.TotalMilliseconds);

        // The last to close a database would remove its log, and a start could not tell that from somebody's having taken it.
        raw.sqlite3_db_config(connection, NoCheckpointOnClose, 1, out _);
        return database;
    }

    private void UseWriteAheadLog(TimeSpan lockTimeout)
    {
        if (!BeginWriteAheadLog(lockTimeout).AsSpan().SequenceEqual("wal"u8))
        {
            throw new StoreException($"The file system of '{Path}' cannot keep a write-ahead log; use a data folder on a local disk.");
        }

        Execute(FullySynchronous);

        // Pages that change often, such as the last of an index, are then copied into the file once for several commits.
        // 16 MB of log are read in a few milliseconds when a start has to recover.
        Execute("PRAGMA wal_autocheckpoint = 4000");

        // A burst may make the log larger; it is cut when it begins anew.
        Execute("PRAGMA journal_size_limit = 16777216");
    }
    /// <summary>Where two processes make a file at once SQLite refuses this to one of them without waiting: both read, and want to write.</summary>
    private byte[] BeginWriteAheadLog(TimeSpan lockTimeout)
    {
        long deadline = Environment.TickCount64 + (long)lockTimeout.TotalMilliseconds;
        while (true)
        {
            try
            {
                return Read("PRAGMA journal_mode = WAL");
            }
            catch (StoreException e) when ((e.ResultCode & 0xFF) == raw.SQLITE_BUSY && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(1);
            }
        }
    }
}
