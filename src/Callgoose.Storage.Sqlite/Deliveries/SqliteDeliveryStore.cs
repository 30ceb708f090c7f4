using System.Globalization;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Sqlite.Deliveries;

/// <summary>Stores deliveries in a separate file (<see cref="DeliveryLayout"/>). Reads and changes by others than the dispatcher open it each time.</summary>
/// <param name="folder">The data folder.</param>
public sealed class SqliteDeliveryStore(DataFolder folder) : IDeliveryStore
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public bool Exists => folder.HasDeliveries;

    /// <inheritdoc/>
    public IDeliveryTurn? Turn => null;

    /// <inheritdoc/>
    public IDeliveryTables Open() => DeliveryTables.Open(folder);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ValueTask.FromResult<IReadOnlyList<DeliveryRow>>(List(query));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, WaitingDeliveries>> WaitingAsync()
    {
        var waiting = new SortedDictionary<string, WaitingDeliveries>(StringComparer.Ordinal);
        if (Exists)
        {
            using SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Delivery, LockTimeout);
            using SqliteStatement count = database.Prepare("SELECT destination, count(*), min(created_at) FROM deliveries WHERE state = 1 GROUP BY destination");
            while (count.Step())
            {
                waiting.Add(count.Text(0), new WaitingDeliveries(count.Number(1), count.Number(2)));
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, WaitingDeliveries>>(waiting);
    }

    /// <inheritdoc/>
    public ValueTask<int> ChangeAsync(DeliverySelection which, bool skip, long now)
    {
        ArgumentNullException.ThrowIfNull(which);
        if (!Exists)
        {
            return ValueTask.FromResult(0);
        }

        using DeliveryTables tables = DeliveryTables.Open(folder);
        return ValueTask.FromResult(skip ? tables.Skip(which, now) : tables.Retry(which));
    }

    private List<DeliveryRow> List(DeliveryQuery query)
    {
        var rows = new List<DeliveryRow>();
        if (!Exists)
        {
            return rows;
        }

        using SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Delivery, LockTimeout);

        // The state is a literal in the statement, so that SQLite sees which partial indexes it may use. A delivery id contains the id of its
        // incident, which has an index.
        TimeOrderedId? incident = query.Incident ?? (query.Id is string id ? DeliveryIds.IncidentOf(id) : null);
        var sql = new StringBuilder($"SELECT {DeliveryTables.Columns} FROM deliveries WHERE sequence < ?1");
        sql.Append(query.State is DeliveryState state ? string.Create(CultureInfo.InvariantCulture, $" AND state = {(int)state}") : string.Empty)
            .Append(query.Destination is null ? string.Empty : " AND destination = ?4")
            .Append(incident is null ? string.Empty : " AND incident = ?5")
            .Append(query.Id is null ? string.Empty : " AND id = ?6")
            .Append(query.Environment is null ? string.Empty : " AND environment = ?7")
            .Append(" ORDER BY sequence DESC");
        using SqliteStatement list = database.Prepare(sql.ToString());
        list.Bind(1, query.Before);
        BindIf(list, 4, query.Destination);
        if (incident is TimeOrderedId one)
        {
            Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
            one.WriteBytes(key);
            list.Bind(5, key);
        }

        BindIf(list, 6, query.Id);
        BindIf(list, 7, query.Environment);
        while (rows.Count < query.Limit && list.Step())
        {
            DeliveryRow row = DeliveryTables.Row(list);
            if (query.Services?.Contains(row.Service) != false)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static void BindIf(SqliteStatement statement, int parameter, string? value)
    {
        if (value is not null)
        {
            statement.Bind(parameter, value);
        }
    }
}
