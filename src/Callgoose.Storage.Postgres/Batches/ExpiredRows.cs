using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>Removes some expired rows. Every server does this, and leaves out rows that another one has locked.</summary>
internal static class ExpiredRows
{
    private const int IncidentsAtOnce = 128;
    private const int RowsAtOnce = 1000;
    private const long OneDay = 24 * 60 * 60 * 1000;

    /// <summary>Removes some rows in a separate transaction.</summary>
    /// <returns>Whether there may be more.</returns>
    public static async ValueTask<bool> RemoveSomeAsync(NpgsqlConnection connection, GatewaySeat seat, long now, long retention)
    {
        List<long> old = [];
        await using (NpgsqlBatch find = connection.CreateBatch())
        {
            find.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
            find.Add("UPDATE gateways SET batch = $1 WHERE id = $2 AND epoch = $3").Add(seat.Batch).Add(seat.Id).Add(seat.Epoch);

            // Looks only at older incidents: an incident that ended long enough ago was opened before that. An event that still waits for delivery
            // keeps its incident.
            find.Add($"""
                SELECT sequence FROM incidents WHERE sequence < $1 AND state = 3 AND resolved_at < $2
                    AND resolved_at < coalesce((SELECT min(at) FROM outbox), $2)
                ORDER BY sequence LIMIT {IncidentsAtOnce} FOR UPDATE SKIP LOCKED
                """).Add(IncidentSequence.From(Math.Max(now - retention, 0))).Add(now - retention);
            await using NpgsqlDataReader row = await find.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                old.Add(row.GetInt64(0));
            }
        }

        await using NpgsqlBatch remove = connection.CreateBatch();
        if (old.Count > 0)
        {
            remove.Add("UPDATE anchors SET newest = 0 WHERE newest = ANY($1) AND anchor IN (SELECT anchor FROM incidents WHERE sequence = ANY($1) UNION SELECT body_anchor FROM incidents WHERE sequence = ANY($1))").Add(old);
            remove.Add("DELETE FROM transitions WHERE incident = ANY($1)").Add(old);
            remove.Add("DELETE FROM changes WHERE incident = ANY($1)").Add(old);
            remove.Add("DELETE FROM incidents WHERE sequence = ANY($1)").Add(old);
        }

        int first = remove.BatchCommands.Count;
        remove.Add($"DELETE FROM anchors WHERE anchor IN (SELECT anchor FROM anchors WHERE newest = 0 AND resolve_received_at < $1 ORDER BY resolve_received_at LIMIT {RowsAtOnce} FOR UPDATE SKIP LOCKED)")
            .Add(now - (30 * OneDay));
        remove.Add($"DELETE FROM deliveries WHERE (id, nth) IN (SELECT id, nth FROM deliveries WHERE received_at < $1 ORDER BY received_at LIMIT {RowsAtOnce} FOR UPDATE SKIP LOCKED)")
            .Add(now - OneDay);
        remove.Add($"DELETE FROM commits WHERE first IN (SELECT first FROM commits ORDER BY first LIMIT {RowsAtOnce}) AND at < $1 AND first < (SELECT max(first) FROM commits)")
            .Add(now - (30 * OneDay));
        remove.Add($"DELETE FROM change_events WHERE id IN (SELECT id FROM change_events WHERE received_at < $1 ORDER BY received_at LIMIT {RowsAtOnce} FOR UPDATE SKIP LOCKED)")
            .Add(now - (90 * OneDay));
        remove.Add("COMMIT");
        await remove.ExecuteNonQueryAsync();
        return old.Count == IncidentsAtOnce || Enumerable.Skip<NpgsqlBatchCommand>(remove.BatchCommands, first).Any(static one => one.RecordsAffected >= RowsAtOnce);
    }
}
