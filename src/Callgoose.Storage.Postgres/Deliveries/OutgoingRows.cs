using System.Text;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <summary>Rows of <c>outgoing</c>, and the changes that people make to them.</summary>
internal static class OutgoingRows
{
    public const string Columns =
        "sequence, id, destination, event, incident, number, kind, urgent, state, tries, due_at, created_at, tried_at, finished_at, status, answer, fell_back, environment, service";

    /// <summary>Tells the server that delivers that another process has changed rows.</summary>
    public const string Changed = "UPDATE outgoing_changes SET number = number + 1 WHERE id = 1";

    /// <summary>Reads the current row of a reader.</summary>
    public static DeliveryRow Read(NpgsqlDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Id = IncidentRow.Text(row, 1),
        Destination = IncidentRow.Text(row, 2),
        EventSequence = row.GetInt64(3),
        Incident = row.GetGuid(4).ToId(),
        Number = row.GetInt32(5),
        Event = IncidentRow.Text(row, 6),
        IsUrgent = row.GetBoolean(7),
        State = (DeliveryState)row.GetInt16(8),
        Tries = row.GetInt32(9),
        DueAt = row.GetInt64(10),
        CreatedAt = row.GetInt64(11),
        TriedAt = IncidentRow.TimeOrNull(row, 12),
        FinishedAt = IncidentRow.TimeOrNull(row, 13),
        Status = row.GetInt32(14) is not 0 and int status ? status : null,
        Answer = row.IsDBNull(15) ? null : IncidentRow.Text(row, 15),
        HasFallenBack = row.GetBoolean(16),
        Environment = IncidentRow.Text(row, 17),
        Service = IncidentRow.Text(row, 18),
    };

    /// <summary>Reads all rows of a reader.</summary>
    public static List<DeliveryRow> ReadAll(NpgsqlDataReader reader)
    {
        var rows = new List<DeliveryRow>();
        while (reader.Read())
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>
    /// Adds the statement that makes some due at once, together with the deliveries that must go before them. Its row count is the number of changed
    /// rows.
    /// </summary>
    public static void AddRetry(NpgsqlBatch batch, DeliverySelection which)
    {
        Add(batch, $"""
            UPDATE outgoing AS o SET state = 1, tries = 0, due_at = 0, finished_at = 0
            WHERE state IN (1, 3) AND EXISTS (SELECT 1 FROM outgoing_events e WHERE e.sequence = o.event) AND {Condition(which)}
            """, which);
        if (which.Id is not null)
        {
            Add(batch, """
                UPDATE outgoing AS o SET due_at = 0
                WHERE state = 1 AND incident = $3 AND EXISTS (
                    SELECT 1 FROM outgoing d WHERE d.incident = $3 AND d.id = $1 AND d.state = 1 AND ($2 IS NULL OR d.environment = $2)
                        AND d.destination = o.destination AND d.sequence > o.sequence)
                """, which);
        }
    }

    /// <summary>Adds the statement that ends some without sending them.</summary>
    public static void AddSkip(NpgsqlBatch batch, DeliverySelection which, long now) => Add(
        batch, $"UPDATE outgoing SET state = 4, finished_at = {now} WHERE state IN (1, 3) AND {Condition(which)}", which);

    /// <summary>Adds the statement that counts the rows which <see cref="AddRetry"/> or <see cref="AddSkip"/> will change.</summary>
    public static void AddCount(NpgsqlBatch batch, DeliverySelection which, bool skip) => Add(
        batch,
        skip ? $"SELECT count(*) FROM outgoing WHERE state IN (1, 3) AND {Condition(which)}"
            : $"SELECT count(*) FROM outgoing o WHERE state IN (1, 3) AND EXISTS (SELECT 1 FROM outgoing_events e WHERE e.sequence = o.event) AND {Condition(which)}",
        which);

    /// <summary>The stored bytes of a text.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void Add(NpgsqlBatch batch, string sql, DeliverySelection which)
    {
        NpgsqlBatchCommand command = batch.Add(sql)
            .Add((which.Id ?? which.Destination) is string named ? Bytes(named) : null)
            .Add(which.Environment is string environment ? Bytes(environment) : null);
        if (which.Id is string id)
        {
            command.Add(DeliveryIds.IncidentOf(id).ToGuid());
        }
    }

    /// <summary>
    /// The condition: its first parameter is the id or the destination, the second the environment; a selection by id has the incident as the third.
    /// </summary>
    private static string Condition(DeliverySelection which) => (which.Id is not null ? "incident = $3 AND id = $1"
        : which.IsWaiting ? "state = 1 AND destination = $1"
        : "state = 3 AND ($1 IS NULL OR destination = $1)") + " AND ($2 IS NULL OR environment = $2)";
}
