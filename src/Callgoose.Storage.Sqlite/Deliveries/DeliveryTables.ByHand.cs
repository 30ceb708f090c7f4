using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Deliveries;

/// <content>What people do with deliveries.</content>
internal sealed partial class DeliveryTables
{
    /// <inheritdoc/>
    public int Retry(DeliverySelection which)
    {
        using SqliteStatement retry = database.Prepare($"""
            UPDATE deliveries SET state = 1, tries = 0, due_at = 0, finished_at = NULL
            WHERE state IN (1, 3) AND EXISTS (SELECT 1 FROM events e WHERE e.sequence = deliveries.event) AND {Condition(which)}
            """);
        Bind(retry, which).Run();
        int changed = database.Changes;
        if (changed > 0 && which.Id is not null)
        {
            using SqliteStatement before = database.Prepare($"""
                UPDATE deliveries SET due_at = 0
                WHERE state = 1 AND incident = ?3 AND EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.incident = ?3 AND d.id = ?1 AND (?2 IS NULL OR d.environment = ?2)
                        AND d.destination = deliveries.destination AND d.sequence > deliveries.sequence)
                """);
            Bind(before, which).Run();
        }

        return changed;
    }

    /// <inheritdoc/>
    public int Skip(DeliverySelection which, long now)
    {
        using SqliteStatement skip = database.Prepare($"UPDATE deliveries SET state = 4, finished_at = {now} WHERE state IN (1, 3) AND {Condition(which)}");
        Bind(skip, which).Run();
        return database.Changes;
    }

    private static SqliteStatement Bind(SqliteStatement statement, DeliverySelection which)
    {
        statement.Bind(1, which.Id ?? which.Destination).Bind(2, which.Environment);
        if (which.Id is string id)
        {
            Span<byte> key = stackalloc byte[TimeOrderedId.ByteLength];
            DeliveryIds.IncidentOf(id).WriteBytes(key);
            statement.Bind(3, key);
        }

        return statement;
    }

    /// <summary>
    /// Returns the condition. Its first parameter is the id or the destination, the second the environment. A selection by id has the
    /// incident of the id as the third.
    /// </summary>
    private static string Condition(DeliverySelection which) => (which.Id is not null ? "incident = ?3 AND id = ?1"
        : which.IsWaiting ? "state = 1 AND destination = ?1"
        : "state = 3 AND (?1 IS NULL OR destination = ?1)") + " AND (?2 IS NULL OR environment = ?2)";
}
