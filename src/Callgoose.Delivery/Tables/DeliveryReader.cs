using System.Globalization;
using System.Text;
using Callgoose.Delivery.Events;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Delivery.Tables;

/// <summary>Reads deliveries, and changes what waits, in the server or beside it. Every use opens the file.</summary>
/// <param name="folder">The data folder.</param>
public sealed class DeliveryReader(DataFolder folder)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether anything was ever to be delivered.</summary>
    public bool Exists => File.Exists(folder.Delivery);

    /// <summary>Lists deliveries, newest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<DeliveryRow> List(DeliveryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var rows = new List<DeliveryRow>();
        if (!Exists)
        {
            return rows;
        }

        using SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Delivery, LockTimeout);

        // As a number, so that SQLite sees which of the partial indexes it may use. An id has the id of its incident in it.
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

    /// <summary>Reads the event of a delivery; null if it is not kept any more.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public IncidentEvent? ReadEvent(DeliveryRow row)
    {
        using DeliveryTables tables = DeliveryTables.Open(folder);
        return tables.ReadEvent(row.EventSequence);
    }

    /// <summary>Lets some be sent at once, or ends them without sending; a running server sees it within a second.</summary>
    /// <param name="which">Which of them.</param>
    /// <param name="skip">Whether they are not to be sent.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>How many.</returns>
    /// <exception cref="StoreException">They cannot be changed.</exception>
    public int Change(DeliverySelection which, bool skip, long now)
    {
        if (!Exists)
        {
            return 0;
        }

        using DeliveryTables tables = DeliveryTables.Open(folder);
        return skip ? tables.Skip(which, now) : tables.Retry(which);
    }

    private static void BindIf(SqliteStatement statement, int parameter, string? value)
    {
        if (value is not null)
        {
            statement.Bind(parameter, value);
        }
    }
}
