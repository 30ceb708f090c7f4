using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Sqlite.Moving;

/// <summary>
/// A data folder as the target of a move. Until the move ends it is named <c>DIR.moving</c>, so that no server starts on an incomplete
/// folder.
/// </summary>
/// <remarks>
/// The sequence number of an incident is the time and the counter of its id. Two servers on a shared store may have created the same
/// number: then the second incident gets the next free number, within the distance of <see cref="IncidentSequence.Room"/>, so that it can
/// be found.
/// </remarks>
public sealed partial class SqliteMoveTarget : IMoveTarget
{
    private const string WorkSuffix = ".moving";
    private const int MaxIndexedKeyBytes = 64;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private static readonly string SequenceOfId = $"SELECT sequence FROM incidents WHERE sequence BETWEEN ?1 AND ?1 + {IncidentSequence.Room} AND id = ?2 LIMIT 1";

    private readonly string path;
    private readonly Dictionary<MovedTable, SqliteDatabase> databases = [];
    private readonly List<SqliteDatabase> opened = [];
    private readonly MoveReader reader;
    private DataFolder? folder;
    private IDisposable? folderLock;
    private ScopeTable? scopes;
    private NameTable? names;
    private string moved = string.Empty;

    private SqliteMoveTarget(string path)
    {
        this.path = path;
        reader = new MoveReader(table => databases.GetValueOrDefault(table));
    }

    /// <inheritdoc/>
    public string Where => path;

    private SqliteDatabase Incidents => databases[MovedTable.Incidents];

    /// <summary>Opens the target folder, which must be new or empty, or belong to an unfinished move. Changes nothing.</summary>
    public static SqliteMoveTarget Open(string path) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <inheritdoc/>
    /// <exception cref="DataFolderInUseException">A server runs on it.</exception>
    public ValueTask<bool> HasDataAsync()
    {
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            return new(false);
        }

        Take(path);
        folder!.RequireWhole();
        if (!File.Exists(folder.Incidents))
        {
            throw new StoreException($"'{path}' is neither empty nor a data folder; name another one.");
        }

        OpenAll(folder);
        return new(true);
    }

    /// <inheritdoc/>
    /// <exception cref="DataFolderInUseException">Another move is running.</exception>
    public ValueTask BeginAsync(string source)
    {
        Take(path + WorkSuffix);
        OpenAll(folder!);
        moved = source;
        foreach (SqliteDatabase database in opened)
        {
            Begin(database);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(MovedTable table)
    {
        if (!databases.TryGetValue(table, out SqliteDatabase? database))
        {
            return new(0);
        }

        using SqliteStatement done = database.Prepare("SELECT done FROM move WHERE name = ?1");
        return new(done.Bind(1, table.Name).Step() ? done.Number(0) : 0);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, long count)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!databases.TryGetValue(table, out SqliteDatabase? database))
        {
            database = OpenDelivery();
            Begin(database);
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (MovedStatements.Write(table) is string sql)
            {
                using SqliteStatement insert = database.Prepare(sql);
                foreach (object?[] row in rows)
                {
                    Bind(insert, row).Run();
                }
            }
            else if (table == MovedTable.Incidents)
            {
                WriteIncidents(rows);
            }
            else if (table == MovedTable.Progress)
            {
                WriteProgress(database, rows[0]);
            }
            else if (table == MovedTable.Outbox)
            {
                WriteEvents(rows);
            }
            else
            {
                WriteLines(table, rows);
            }

            using SqliteStatement note = database.Prepare("UPDATE move SET done = ?2 WHERE name = ?1");
            note.Bind(1, table.Name).Bind(2, count).Run();
            database.Execute("COMMIT");
            scopes!.Commit();
            names!.Commit();
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync()
    {
        // From now on the store also looks for moved rows by their hashes.
        Incidents.Execute("INSERT OR IGNORE INTO resolves (scope, key_space, index_key, at, received_at) VALUES (0, 0, x'', 0, 0)");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<object?[]> ReadAsync(MovedTable table) => reader.ReadAsync(table);

    /// <inheritdoc/>
    public ValueTask EndAsync()
    {
        string[] files = [.. opened.Select(static database => Path.GetFileName(database.Path))];
        foreach (SqliteDatabase database in opened)
        {
            database.TryEmptyLog();
        }

        CloseAll();
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }

        Directory.Move(folder!.Path, path);

        // After the rename: if the move is interrupted here, the notes do not disturb a server.
        foreach (string file in files)
        {
            using SqliteDatabase database = SqliteDatabase.OpenBeside(Path.Combine(path, file), LockTimeout);
            database.Execute("DROP TABLE IF EXISTS move");
            database.TryEmptyLog();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        CloseAll();
        folderLock?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(string which)
    {
        folder = DataFolder.Open(which);
        folderLock = folder.Lock();
    }

    private void OpenAll(DataFolder folder)
    {
        SqliteDatabase incidents = Open(folder.Incidents, IncidentLayout.Current);
        SqliteDatabase tokens = Open(folder.Tokens, TokenLayout.Current);
        SqliteDatabase apiLog = Open(folder.ApiLog, ApiLogLayout.Current);
        if (folder.HasDeliveries)
        {
            OpenDelivery();
        }

        foreach (MovedTable table in MovedTable.All.Except(MovedTable.OfDelivery))
        {
            databases[table] = table == MovedTable.Tokens || table == MovedTable.Maintenances ? tokens : table == MovedTable.ApiCalls ? apiLog : incidents;
        }

        scopes = new ScopeTable(incidents);
        names = new NameTable(incidents);
    }

    /// <summary>Opens the file of deliveries. It is created with the first row, because a folder without deliveries does not have it.</summary>
    private SqliteDatabase OpenDelivery()
    {
        SqliteDatabase delivery = Open(folder!.Delivery, DeliveryLayout.Current);
        foreach (MovedTable table in MovedTable.OfDelivery)
        {
            databases[table] = delivery;
        }

        return delivery;
    }

    private void Begin(SqliteDatabase database)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS move (name TEXT PRIMARY KEY, source TEXT NOT NULL, done INTEGER NOT NULL)");
        using SqliteStatement known = database.Prepare("SELECT 1 FROM move WHERE source <> ?1 LIMIT 1");
        if (known.Bind(1, moved).Step())
        {
            throw new StoreException($"'{folder!.Path}' is a move of another source, or the source has changed since. Remove that folder and move again.");
        }

        using SqliteStatement note = database.Prepare("INSERT OR IGNORE INTO move (name, source, done) VALUES (?1, ?2, 0)");
        foreach ((MovedTable table, _) in databases.Where(one => one.Value == database))
        {
            note.Bind(1, table.Name).Bind(2, moved).Run();
        }
    }

    private SqliteDatabase Open(string file, DatabaseLayout layout)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(file, layout, LockTimeout);
        opened.Add(database);
        return database;
    }

    private void CloseAll()
    {
        foreach (SqliteDatabase database in opened)
        {
            database.Dispose();
        }

        opened.Clear();
        databases.Clear();
    }
}
