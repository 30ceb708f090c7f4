using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>The first round trip of a batch: begins the transaction, locks the rows that the batch decides by, and copies them.</summary>
/// <remarks>
/// Locks are taken in the same order everywhere: the server's row of <c>gateways</c>, anchors, incidents, deliveries, each sorted; <c>line</c> at the
/// very end. Rows that do not exist yet are inserted with the commit: if two servers insert the same row, the second insert fails, and its server runs
/// the batch again over what the first one has left.
/// </remarks>
internal sealed class BatchFetch
{
    private readonly SortedSet<Guid> anchors = [];
    private readonly SortedSet<Guid> filters = [];
    private readonly SortedSet<Guid> deliveries = [];
    private readonly SortedSet<long> incidents = [];
    private readonly HashSet<(Guid Token, Guid Relay)> relays = [];
    private readonly long? dueAt;

    public BatchFetch(BatchReads reads)
    {
        foreach ((ServiceScope scope, string keySpace, ReadOnlyMemory<byte> key) in reads.Keys)
        {
            anchors.Add(RowHashes.OfKey(scope, keySpace, key.Span));
        }

        foreach ((ServiceScope scope, string integration, string filter, ReadOnlyMemory<byte> body) in reads.Bodies)
        {
            Guid ofFilter = RowHashes.OfFilter(scope, integration, filter);
            filters.Add(ofFilter);
            anchors.Add(ofFilter);
            anchors.Add(RowHashes.OfBody(scope, body.Span));
        }

        foreach ((TimeOrderedId token, ReadOnlyMemory<byte> delivery) in reads.Deliveries)
        {
            deliveries.Add(RowHashes.OfDelivery(token, delivery.Span));
        }

        foreach ((TimeOrderedId incident, _) in reads.Incidents)
        {
            incidents.Add(IncidentSequence.Of(incident));
        }

        foreach ((TimeOrderedId token, TimeOrderedId relay) in reads.Relays)
        {
            relays.Add((token.ToGuid(), relay.ToGuid()));
        }

        dueAt = reads.DueAt;
    }

    /// <summary>Begins the transaction and fetches.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="seat">The server; its current batch number is the one of this batch.</param>
    /// <param name="isSerializable">Whether the transaction is SERIALIZABLE.</param>
    /// <param name="hasOutbox">Whether transitions go to the outbox.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>The rows; null if another server now has the place of this one.</returns>
    public async ValueTask<BatchRows?> RunAsync(NpgsqlConnection connection, GatewaySeat seat, bool isSerializable, bool hasOutbox, long now)
    {
        await using NpgsqlBatch batch = connection.CreateBatch();
        batch.Add(isSerializable ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add("UPDATE gateways SET batch = $1 WHERE id = $2 AND epoch = $3 RETURNING batch").Add(seat.Batch).Add(seat.Id).Add(seat.Epoch);
        AddQuestions(batch);

        var rows = new BatchRows(hasOutbox);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        await ReadAsync(reader, rows, now);
        return rows;
    }

    private void AddQuestions(NpgsqlBatch batch)
    {
        if (anchors.Count > 0)
        {
            batch.Add("SELECT anchor, newest, resolved_at, resolve_received_at FROM anchors WHERE anchor = ANY($1) ORDER BY anchor FOR UPDATE").Add(anchors);
            batch.Add($"SELECT {IncidentCopy.Columns} FROM anchors a JOIN incidents i ON i.sequence = a.newest WHERE a.anchor = ANY($1) ORDER BY i.sequence FOR UPDATE OF i").Add(anchors);
        }

        if (filters.Count > 0)
        {
            batch.Add($"""
                SELECT {IncidentCopy.Columns} FROM incidents i WHERE i.sequence IN (
                    SELECT o.sequence FROM unnest($1) AS f(anchor) CROSS JOIN LATERAL (
                        SELECT x.sequence FROM incidents x WHERE x.filter_anchor = f.anchor AND x.state <> 3 AND x.filter_anchor <> {Layout.StoreTables.NoId}
                        ORDER BY x.sequence DESC LIMIT {BatchReads.MaxWithoutKey}) o)
                ORDER BY i.sequence FOR UPDATE
                """).Add(filters);
        }

        if (incidents.Count > 0)
        {
            batch.Add($"SELECT {IncidentCopy.Columns} FROM incidents i WHERE i.sequence = ANY($1) ORDER BY i.sequence FOR UPDATE").Add(incidents);
        }

        if (dueAt is long due)
        {
            // Another server that has locked such a row is changing it, or does what is due itself.
            batch.Add($"SELECT {IncidentCopy.Columns} FROM incidents i WHERE i.due_at <> 0 AND i.due_at <= $1 ORDER BY i.due_at LIMIT {BatchReads.MaxDue} FOR UPDATE SKIP LOCKED").Add(due);
        }

        if (deliveries.Count > 0)
        {
            batch.Add("SELECT id, nth, body_digest, received_at, call_id, verdict, incidents, results FROM deliveries WHERE id = ANY($1) ORDER BY id, nth FOR UPDATE").Add(deliveries);
        }

        if (relays.Count > 0)
        {
            batch.Add("SELECT token, relay, sequence FROM relays WHERE token = ANY($1) ORDER BY token, relay FOR UPDATE").Add(relays.Select(static one => one.Token).Distinct());
        }
    }

    private async ValueTask ReadAsync(NpgsqlDataReader reader, BatchRows rows, long now)
    {
        if (anchors.Count > 0)
        {
            await ReadAnchorsAsync(reader, rows, now);
            await ReadIncidentsAsync(reader, rows);
        }

        foreach (Guid filter in filters)
        {
            rows.AddFilter(filter);
        }

        if (filters.Count > 0)
        {
            await ReadIncidentsAsync(reader, rows);

            // An incident that was found by its body before its filter was known.
            foreach (IncidentCopy copy in rows.Incidents)
            {
                rows.NoteOpen(copy);
            }
        }

        if (incidents.Count > 0)
        {
            await ReadIncidentsAsync(reader, rows);
        }

        if (dueAt is not null)
        {
            await ReadIncidentsAsync(reader, rows);
        }

        if (deliveries.Count > 0)
        {
            await reader.NextResultAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(new DeliveryCopy(
                    reader.GetGuid(0),
                    reader.GetInt32(1),
                    reader.GetFieldValue<byte[]>(2),
                    reader.GetInt64(3),
                    reader.GetGuid(4).ToId(),
                    reader.GetInt64(5),
                    reader.GetFieldValue<byte[]>(6),
                    reader.GetFieldValue<byte[]>(7)) { IsThere = true });
            }
        }

        if (relays.Count > 0)
        {
            foreach ((Guid token, Guid relay) in relays)
            {
                rows.AddRelay(token, relay, 0);
            }

            await reader.NextResultAsync();
            while (await reader.ReadAsync())
            {
                rows.AddRelay(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2));
            }
        }
    }

    private async ValueTask ReadAnchorsAsync(NpgsqlDataReader reader, BatchRows rows, long now)
    {
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            var anchor = new AnchorCopy(reader.GetGuid(0)) { IsThere = true, Newest = reader.GetInt64(1) };
            if (!BatchRows.IsForgotten(reader.GetInt64(3), now))
            {
                (anchor.ResolvedAt, anchor.ResolveReceivedAt) = (reader.GetInt64(2), reader.GetInt64(3));
            }

            rows.Add(anchor);
        }

        foreach (Guid missing in anchors)
        {
            rows.AddMissing(missing);
        }
    }

    private static async ValueTask ReadIncidentsAsync(NpgsqlDataReader reader, BatchRows rows)
    {
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(new IncidentCopy(reader));
        }
    }
}
