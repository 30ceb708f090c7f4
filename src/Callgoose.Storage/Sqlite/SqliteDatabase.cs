using SQLitePCL;

namespace Callgoose.Storage;

/// <summary>One connection to a database file. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 connection;
    private readonly List<SqliteStatement> statements = [];

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

    /// <summary>Opens a file for reading and writing, and makes it if it is not there.</summary>
    public static SqliteDatabase OpenForWriting(string path)
    {
        DataFolder.CreateFile(path);
        SqliteDatabase database = Open(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = FULL");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that is there for reading.</summary>
    public static SqliteDatabase OpenForReading(string path)
    {
        // Not SQLITE_OPEN_READONLY: a reader of a write-ahead log has to be able to make its shared index.
        SqliteDatabase database = Open(path, raw.SQLITE_OPEN_READWRITE);
        database.Execute("PRAGMA query_only = ON");
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

    /// <summary>Prepares a statement, which lives as long as the connection.</summary>
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

    /// <summary>Puts what SQLite says of its last failure into words.</summary>
    public StoreException Failure(string attempt)
    {
        int code = raw.sqlite3_extended_errcode(connection);
        string reason = raw.sqlite3_errmsg(connection).utf8_to_string();
        return new StoreException($"Cannot {attempt} on '{Path}': {reason} (SQLite result {code}).", code);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteStatement statement in statements)
        {
            statement.Dispose();
        }

        raw.sqlite3_close_v2(connection);
        connection.Dispose();
    }

    private static SqliteDatabase Open(string path, int flags)
    {
        SqliteLibrary.Load();
        int code = raw.sqlite3_open_v2(path, out sqlite3 connection, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(connection, path);
        if (code != raw.SQLITE_OK)
        {
            StoreException failure = database.Failure("open the database");
            database.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(connection, 1);
        raw.sqlite3_busy_timeout(connection, 5000);
        return database;
    }
}
