using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Reading;
using Callgoose.Storage.Sqlite.Relay;

namespace Callgoose.Storage.Sqlite;

/// <summary>Opens the embedded store.</summary>
public static class SqliteStore
{
    /// <summary>Opens the store of a data folder. SQLite's recovery after a crash is complete when this returns.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="healthChanged">Called when commits stop working or work again, on the writer's thread; must not throw.</param>
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
    public static IncidentStore Open(SqliteStoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tables = SqliteIncidentStore.Open(options.Folder, options.LockTimeout, options.NotesUse);
        try
        {
            var ids = new TimeOrderedIds(clock, tables.NewestId());
            var reader = IncidentReaders.Open(options.Folder, options.LockTimeout, tables.OpenCounts);
            return new IncidentStore(tables, reader, () => OutboxReader.Open(options.Folder), ids, options, clock, healthChanged, () => QueueReader.Open(options.Folder));
        }
        catch
        {
            tables.Dispose();
            throw;
        }
    }
}
