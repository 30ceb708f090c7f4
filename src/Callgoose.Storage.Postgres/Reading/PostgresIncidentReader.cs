using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Reads incidents on pooled connections, without blocking a thread.</summary>
internal sealed class PostgresIncidentReader(ConnectionSource source) : IIncidentReader
{
    private const string NewestDelivery = "SELECT received_at, verdict, incidents FROM deliveries WHERE id = $1 ORDER BY received_at LIMIT 1";

    private const string Lines = """
        SELECT t.kind, t.at, t.cause, t.call_id, t.comment, t.origin, c.number, c.title_was, c.title_is, c.description_was, c.description_is,
            c.urgency_was, c.urgency_is, c.joined
        FROM transitions t LEFT JOIN changes c ON c.incident = t.incident AND c.number = t.number
        WHERE t.incident = $1
        """;

    /// <inheritdoc/>
    public async ValueTask<IncidentPage> ListAsync(IncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        return await source.ReadAsync(batch => IncidentList.Ask(batch, query), reader => IncidentList.ReadAsync(reader, query));
    }

    /// <inheritdoc/>
    public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services) => source.ReadAsync(
        batch =>
        {
            NpgsqlBatchCommand count = batch.Add(
                $"SELECT state, urgency, count(*) FROM incidents WHERE state <> 3 AND environment = $1 {(services is null ? string.Empty : "AND service = ANY($2)")} GROUP BY state, urgency");
            count.Add(Encoding.UTF8.GetBytes(environment));
            if (services is not null)
            {
                count.Add(services.Select(Encoding.UTF8.GetBytes));
            }
        },
        static async reader =>
        {
            (long open, long acknowledged, long high, long suppressed) = (0, 0, 0, 0);
            while (await reader.ReadAsync())
            {
                long number = reader.GetInt64(2);
                var state = (IncidentState)reader.GetInt16(0);
                bool isHeld = state == IncidentState.Suppressed;
                suppressed += isHeld ? number : 0;
                open += isHeld ? 0 : number;
                acknowledged += state == IncidentState.Acknowledged ? number : 0;
                high += !isHeld && IncidentQuery.CountsAsHigh((Urgency)reader.GetInt16(1)) ? number : 0;
            }

            return new OpenIncidents(open, acknowledged, high) { Suppressed = suppressed };
        });

    /// <inheritdoc/>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => source.ReadAsync<IncidentDetails?>(
        batch =>
        {
            long sequence = IncidentSequence.Of(id);
            batch.Add("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            batch.Add($"SELECT {IncidentRow.Columns}, i.notes_left_out, i.description, i.lines, i.link FROM incidents i WHERE i.sequence = $1 AND i.id = $2").Add(sequence).Add(id.ToGuid());
            batch.Add($"{Lines} ORDER BY t.number LIMIT 1").Add(sequence);
            batch.Add($"{Lines} ORDER BY t.number DESC LIMIT {TimelineWindow.MaxLines + 1}").Add(sequence);
            batch.Add("COMMIT");
        },
        static async reader =>
        {
            if (!await reader.ReadAsync())
            {
                return null;
            }

            (IncidentSummary summary, long leftOut) = (IncidentRow.Summary(reader), reader.GetInt64(IncidentRow.ColumnCount));
            (string description, int lines) = (IncidentRow.Text(reader, IncidentRow.ColumnCount + 1), reader.GetInt32(IncidentRow.ColumnCount + 2));
            string link = IncidentRow.Text(reader, IncidentRow.ColumnCount + 3);
            await reader.NextResultAsync();
            Transition? first = await reader.ReadAsync() ? IncidentRow.Line(reader) : null;
            var window = new TimelineWindow();
            bool isWhole = true;
            await reader.NextResultAsync();
            while (isWhole && await reader.ReadAsync())
            {
                isWhole = window.TryAdd(IncidentRow.Line(reader));
            }

            IReadOnlyList<Transition> shown = window.ToTimeline(isWhole ? null : first);
            return new IncidentDetails(summary, description, shown) { Link = link.Length == 0 ? null : link, LinesLeftOut = leftOut + lines - shown.Count };
        });

    /// <inheritdoc/>
    public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery) => source.ReadAsync<RememberedDelivery?>(
        batch => batch.Add(NewestDelivery).Add(RowHashes.OfDelivery(token, delivery)),
        static async reader =>
        {
            if (!await reader.ReadAsync())
            {
                return null;
            }

            (CallOutcome outcome, bool anyFilterPassed, NoEffectReason reason) = KeptVerdict.OutcomeOf(reader.GetInt64(1));
            return new RememberedDelivery(reader.GetInt64(0), anyFilterPassed, reason, outcome, KeptVerdict.Incidents(reader.GetFieldValue<byte[]>(2)));
        });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await source.ReadAsync(batch => ChangeEventList.Ask(batch, query), reader => ChangeEventList.ReadAsync(reader, query));
    }

    /// <inheritdoc/>
    public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => source.ReadAsync<ChangeEvent?>(
        batch => batch.Add($"SELECT {ChangeEventList.Columns}, body FROM change_events WHERE id = $1").Add(id.ToGuid()),
        static async reader => await reader.ReadAsync() ? ChangeEventList.Row(reader, reader.GetFieldValue<byte[]>(7)) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
