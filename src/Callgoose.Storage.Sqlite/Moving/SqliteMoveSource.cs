using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Sqlite.Moving;

/// <summary>A data folder as the source of a move. It is locked meanwhile, and the move does not change it.</summary>
public sealed class SqliteMoveSource : IMoveSource
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly DataFolder folder;
    private readonly IDisposable folderLock;
    private readonly List<SqliteDatabase> databases = [];
    private readonly MoveReader reader;
    private readonly string[] remarks = ["Sessions stay behind: whoever is signed in to the page signs in again."];

    private SqliteMoveSource(DataFolder folder, IDisposable folderLock)
    {
        (this.folder, this.folderLock) = (folder, folderLock);
        SqliteDatabase incidents = Open(folder.Incidents, IncidentLayout.Current);
        SqliteDatabase tokens = Open(folder.Tokens, TokenLayout.Current);
        SqliteDatabase? apiLog = File.Exists(folder.ApiLog) ? Open(folder.ApiLog, ApiLogLayout.Current) : null;
        SqliteDatabase? delivery = folder.HasDeliveries ? Open(folder.Delivery, DeliveryLayout.Current) : null;
        reader = new MoveReader(table => table == MovedTable.Tokens || table == MovedTable.Maintenances ? tokens
            : table == MovedTable.ApiCalls ? apiLog
            : MovedTable.OfDelivery.Contains(table) ? delivery
            : incidents);
        RequireMovable(incidents);
    }

    /// <inheritdoc/>
    public string Where => folder.Path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks => reader.Unreadable == 0
        ? remarks
        : [.. remarks, $"{reader.Unreadable} resolves of keys over 64 bytes that never had an incident here stay behind: a trigger of one that comes late opens an incident."];

    /// <summary>Locks the folder and opens its databases.</summary>
    /// <exception cref="DataFolderInUseException">A server runs on it.</exception>
    /// <exception cref="StoreException">A file is missing or has another version, or webhooks wait for the upstream of a relay.</exception>
    public static SqliteMoveSource Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        IDisposable folderLock = folder.Lock();
        try
        {
            folder.RequireWhole();
            return new SqliteMoveSource(folder, folderLock);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<object?[]> ReadAsync(MovedTable table) => reader.ReadAsync(table);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (SqliteDatabase database in databases)
        {
            database.Dispose();
        }

        folderLock.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteDatabase Open(string path, DatabaseLayout layout)
    {
        SqliteDatabase database = SqliteDatabase.OpenForReading(path, LockTimeout);
        databases.Add(database);
        return layout.IsMissingFrom(database)
            ? throw new StoreException($"'{path}' is of an older version, or empty; start a server of this version on the folder once, which leads it to its own.")
            : database;
    }

    private void RequireMovable(SqliteDatabase incidents)
    {
        // Webhooks that wait for an upstream exist nowhere else: they must be sent first, or a person must give them up.
        if (incidents.ReadNumber("SELECT count(*) FROM relay_queue") is > 0 and long relayed)
        {
            throw new StoreException($"{relayed} webhooks wait in '{folder.Path}' for the upstream of a relay, and a server with a shared store is no relay. Let the server send them first, or remove them with 'callgoose relay skip'.");
        }

        if (incidents.ReadNumber("SELECT count(*) FROM incidents WHERE key_space = 0 AND state <> 3 AND index_key IS NOT NULL") is > 0 and long old)
        {
            throw new StoreException($"{old} incidents in '{folder.Path}' have been open since a version whose keys were unique in their service, which the shared store does not know. Resolve them first.");
        }
    }
}
