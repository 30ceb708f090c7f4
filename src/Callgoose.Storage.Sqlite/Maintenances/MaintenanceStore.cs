using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Storage.Sqlite.Maintenances;

/// <summary>Stores maintenances in a data folder. They are in <c>tokens.db</c>, which commands may change while a server runs.</summary>
public sealed class MaintenanceStore : IMaintenanceStore
{
    private const string Columns = "id, service, begins_at, ends_at, tags, reason, begun_by";

    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;

    private MaintenanceStore(SqliteDatabase database, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public long Version => database.ReadNumber("PRAGMA data_version");

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens the maintenances of a data folder.</summary>
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
    public static MaintenanceStore Open(DataFolder folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new MaintenanceStore(TokenStore.OpenDatabase(folder), clock);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ServiceMaintenance> List()
    {
        using SqliteStatement select = database.Prepare($"SELECT {Columns} FROM maintenances WHERE ends_at > ?1 ORDER BY begins_at DESC, id DESC");
        select.Bind(1, Now - (long)ServiceMaintenance.Kept.TotalMilliseconds);
        var list = new List<ServiceMaintenance>();
        while (select.Step())
        {
            list.Add(Read(select));
        }

        return list;
    }

    /// <inheritdoc/>
    public bool Add(ServiceMaintenance maintenance)
    {
        ArgumentNullException.ThrowIfNull(maintenance);
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        maintenance.Id.WriteBytes(id);
        using (SqliteStatement forget = database.Prepare("DELETE FROM maintenances WHERE ends_at <= ?1"))
        {
            forget.Bind(1, Now - (long)ServiceMaintenance.Kept.TotalMilliseconds).Run();
        }

        using SqliteStatement insert = database.Prepare($"""
            INSERT INTO maintenances ({Columns}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM maintenances) < {ServiceMaintenance.Most}
            """);
        insert.Bind(1, id)
            .Bind(2, maintenance.Service)
            .Bind(3, maintenance.From)
            .Bind(4, maintenance.Until)
            .Bind(5, Encoding.UTF8.GetString(MaintenanceTags.Write(maintenance.Tags)))
            .Bind(6, maintenance.Reason)
            .Bind(7, maintenance.BegunBy)
            .Run();
        return database.Changes == 1;
    }

    /// <inheritdoc/>
    public ServiceMaintenance? MoveEnd(TimeOrderedId id, long until)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        using SqliteStatement move = database.Prepare($"""
            UPDATE maintenances SET ends_at = ?2, begins_at = min(begins_at, ?2) WHERE id = ?1 AND ends_at > ?3 RETURNING {Columns}
            """);
        move.Bind(1, bytes).Bind(2, until).Bind(3, Now);
        ServiceMaintenance? moved = null;
        while (move.Step())
        {
            moved = Read(move);
        }

        return moved;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        database.TryEmptyLog();
        database.Dispose();
    }

    private static ServiceMaintenance Read(SqliteStatement row) => new()
    {
        Id = TimeOrderedId.FromBytes(row.Bytes(0)),
        Service = row.Text(1),
        From = row.Number(2),
        Until = row.Number(3),
        Tags = MaintenanceTags.Read(Encoding.UTF8.GetBytes(row.Text(4))),
        Reason = row.Text(5),
        BegunBy = row.Text(6),
    };
}
