using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Locks;
using Callgoose.Storage.Sqlite.Vfs;
using SQLitePCL;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>A connection to a database file. Not thread-safe.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>FULL syncs the log at each commit, so that every acknowledged commit survives a power cut.</summary>
    private const string FullySynchronous = "PRAGMA synchronous = FULL";

    /// <summary><c>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE</c>.</summary>
    private const int NoCheckpointOnClose = 1006;

    /// <summary>The value that SQLite reports for FULL.</summary>
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

    /// <summary>The number of rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(connection);

    /// <summary>The sequence number of the row that was inserted last.</summary>
    public long LastInsertedSequence => raw.sqlite3_last_insert_rowid(connection);

    /// <summary>True if a transaction is open: SQLite itself ends one on some failures.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection) == 0;

    /// <summary>Opens a file for reading and writing, and creates it or its tables if they do not exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The expected layout.</param>
    /// <param name="lockTimeout">How long a statement waits for another process that has the file locked.</param>
    /// <param name="wasUsed">True if the file must have tables already; one without has lost them.</param>
    /// <exception cref="StoreException">The file cannot be opened, does not have this layout or this version, or has lost its tables.</exception>
    public static SqliteDatabase OpenForWriting(string path, DatabaseLayout layout, TimeSpan lockTimeout, bool wasUsed = false)
    {
        OwnerFile.Create(path);
        SqliteDatabase database = Open(path, lockTimeout);
        try
        {
            // Checked before anything is changed, because the file may belong to another program.
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

    /// <summary>Opens an existing file for reading.</summary>
    public static SqliteDatabase OpenForReading(string path, TimeSpan lockTimeout)
    {
        // Not SQLITE_OPEN_READONLY: a reader of a write-ahead log may have to create its shared index.
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

    /// <summary>Opens an empty database in memory.</summary>
    public static SqliteDatabase OpenInMemory() => Open(":memory:", TimeSpan.Zero);

    /// <summary>Opens a file that another connection of this process writes to, for copying its log.</summary>
    public static SqliteDatabase OpenBeside(string path, TimeSpan lockTimeout)
    {
        SqliteDatabase database = Open(path, lockTimeout);
        database.Execute(FullySynchronous);
        return database;
    }

    /// <summary>Runs statements without parameters, and ignores their rows.</summary>
    public void Execute(string sql)
    {
        int code = raw.sqlite3_exec(connection, sql);
        if (code != raw.SQLITE_OK)
        {
            throw Failure("run a statement");
        }
    }

    /// <summary>Prepares a statement, which lives until it is disposed of or the connection is closed.</summary>
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

    /// <summary>Runs a statement and returns the first column of its first row as bytes.</summary>
    public byte[] Read(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        statement.Step();
        return statement.Bytes(0).ToArray();
    }

    /// <summary>Runs a statement and returns the first column of its first row as a number.</summary>
    public long ReadNumber(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        statement.Step();
        return statement.Number(0);
    }

    /// <summary>True if the pages of the file have checksums.</summary>
    public bool HasChecksums => StoreVfs.HasChecksums(connection);

    /// <summary>Prepares to coalesce the writes of commits.</summary>
    public CoalescedCommit CoalesceCommits()
    {
        if (ReadNumber("PRAGMA synchronous") < Full)
        {
            throw new InvalidOperationException("Only commits that are synced can be coalesced.");
        }

        // The first read opens the log. A backup has no log until it is opened for writing, and nothing has been read since.
        ReadNumber("SELECT count(*) FROM sqlite_schema");
        return new CoalescedCommit(connection);
    }

    /// <summary>Returns how many pages this connection has written since the last call.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(connection, raw.SQLITE_DBSTATUS_CACHE_WRITE, out int pages, out _, 1);
        return pages;
    }

    /// <summary>Copies as much of the write-ahead log into the file as readers allow, and syncs the file. The rest stays in the log.</summary>
    /// <returns>True if all of it was copied: then every commit survives a power cut.</returns>
    public bool TryCheckpoint() =>
        raw.sqlite3_wal_checkpoint_v2(connection, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out int inLog, out int copied) == raw.SQLITE_OK && inLog == copied;

    /// <summary>Copies all of the write-ahead log into the file and empties the log, unless another connection uses either.</summary>
    public void TryEmptyLog() => raw.sqlite3_wal_checkpoint_v2(connection, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);

    /// <summary>Finalizes a statement.</summary>
    public void Release(SqliteStatement statement, sqlite3_stmt handle)
    {
        statements.Remove(statement);
        handle.Dispose();
    }

    /// <summary>Creates an exception from SQLite's last error.</summary>
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

    /// <summary>False for errors where SQLite refused the values but would accept others.</summary>
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

        // The last connection that closes would remove the log, and a start could not distinguish that from a log that somebody removed.
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

        // So pages that change often, such as the last one of an index, are copied into the file once for several commits. A start after a
        // crash reads 16 MB of log in a few milliseconds.
        Execute("PRAGMA wal_autocheckpoint = 4000");

        // A burst may make the log larger; it is truncated when it restarts.
        Execute("PRAGMA journal_size_limit = 16777216");
    }
    /// <summary>
    /// Turns on the write-ahead log, and retries on a conflict: if two processes create a file at once, SQLite refuses this to one of them
    /// without waiting, because both read and want to write.
    /// </summary>
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
