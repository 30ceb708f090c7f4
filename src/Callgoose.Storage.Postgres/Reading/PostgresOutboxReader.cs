using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Reads events for delivery. It blocks, as the contract says: the dispatcher's thread has nothing else to do.</summary>
internal sealed class PostgresOutboxReader(ConnectionSource source) : IOutboxReader
{
    /// <summary>The description is the one before later lines changed it.</summary>
    private static readonly string After = $"""
        SELECT o.sequence, o.number, o.state, o.urgency, o.occurrences, o.last_seen_at, o.resolved_at, o.title,
            i.id, i.environment, i.service, i.integration, i.source, i.incident_key, i.triggered_at, t.kind, t.origin, t.at, t.cause, t.comment,
            substring(coalesce(
                (SELECT c.description_was FROM changes c WHERE c.incident = o.incident AND c.number > o.number AND c.description_was IS NOT NULL ORDER BY c.number LIMIT 1),
                i.description) FROM 1 FOR {OutboxEvent.DescriptionBytes}),
            EXISTS (SELECT 1 FROM changes c WHERE c.incident = o.incident AND c.number = o.number AND (c.urgency_is <> 0 OR c.joined IS NOT NULL)),
            i.hops
        FROM outbox o JOIN incidents i ON i.sequence = o.incident JOIN transitions t ON t.incident = o.incident AND t.number = o.number
        WHERE o.sequence > $1 ORDER BY o.sequence LIMIT $2
        """;

    /// <inheritdoc/>
    public long Version() => Newest();

    /// <inheritdoc/>
    public long Newest() => Use(batch => batch.Add("SELECT last FROM line WHERE id = 1"), static row => row.GetInt64(0))[0];

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEvent> ReadAfter(long cursor, int max) => Use(batch => batch.Add(After).Add(cursor).Add((long)max), Event);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static OutboxEvent Event(NpgsqlDataReader row)
    {
        TimeOrderedId id = row.GetGuid(8).ToId();
        return new OutboxEvent(
            row.GetInt64(0),
            id,
            row.GetInt32(1),
            (TransitionKind)row.GetInt16(15),
            (TransitionOrigin)row.GetInt16(16),
            row.GetInt64(17),
            IncidentRow.Text(row, 18),
            row.IsDBNull(19) ? null : IncidentRow.Text(row, 19),
            new IncidentSummary(
                id,
                (IncidentState)row.GetInt16(2),
                (Urgency)row.GetInt16(3),
                IncidentRow.Text(row, 10),
                IncidentRow.Text(row, 9),
                IncidentRow.TextOrNull(row, 12),
                IncidentRow.TextOrNull(row, 13),
                IncidentRow.Text(row, 7),
                row.GetInt64(4),
                row.GetInt64(14),
                row.GetInt64(5),
                IncidentRow.TimeOrNull(row, 6))
            {
                Integration = IncidentRow.TextOrNull(row, 11),
            })
        {
            Description = Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(20)),
            HasGrown = row.GetBoolean(21),
            Hops = row.GetInt32(22),
        };
    }

    private List<T> Use<T>(Action<NpgsqlBatch> ask, Func<NpgsqlDataReader, T> read)
    {
        try
        {
            using NpgsqlConnection connection = source.Open();
            using NpgsqlBatch batch = connection.CreateBatch();
            ask(batch);
            using NpgsqlDataReader reader = batch.ExecuteReader();
            var found = new List<T>();
            while (reader.Read())
            {
                found.Add(read(reader));
            }

            return found;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }
}
