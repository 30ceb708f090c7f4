using Callgoose.Incidents;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Reads the data of an overview, one page for each statement. A statement sees one snapshot of the database.</summary>
internal sealed class PostgresOverviewReader(ConnectionSource source) : IOverviewReader
{
    private const string Newest = "(SELECT last FROM line WHERE id = 1)";
    private const string OpenedAt = "(SELECT f.at FROM transitions f WHERE f.incident = i.sequence AND f.kind = 1 ORDER BY f.number LIMIT 1)";
    private const string AcknowledgedAt = "(SELECT f.at FROM transitions f WHERE f.incident = i.sequence AND f.kind = 2 ORDER BY f.number LIMIT 1)";

    /// <summary>One row more than there are incidents, so that the newest line is known even without incidents.</summary>
    private static readonly string Walk = $"""
        SELECT {IncidentRow.Columns}, {Newest}, {OpenedAt}, {AcknowledgedAt}
        FROM (SELECT 1) one LEFT JOIN (SELECT * FROM incidents WHERE sequence > $1 ORDER BY sequence LIMIT $2) i ON true ORDER BY i.sequence
        """;

    /// <summary>The lines after a number, each with its incident if the line is of a kind that counts and the incident's first of it.</summary>
    private static readonly string Follow = $"""
        SELECT {IncidentRow.Columns}, {Newest}, {OpenedAt}, o.sequence, t.kind, t.at
        FROM (SELECT 1) one LEFT JOIN (
            SELECT c.first + u.place - 1 AS sequence, u.incident, u.number
            FROM commits c CROSS JOIN LATERAL unnest(c.incidents, c.numbers) WITH ORDINALITY AS u (incident, number, place)
            WHERE c.first >= coalesce((SELECT max(first) FROM commits WHERE first <= $1 + 1), 0) AND c.first <= $1 + $2
                AND c.first + u.place - 1 > $1
            ORDER BY 1 LIMIT $2) o ON true
        LEFT JOIN transitions t ON t.incident = o.incident AND t.number = o.number AND t.kind IN (1, 2, 4)
            AND NOT EXISTS (SELECT 1 FROM transitions e WHERE e.incident = o.incident AND e.number < o.number AND e.kind = t.kind)
        LEFT JOIN incidents i ON i.sequence = t.incident
        ORDER BY o.sequence
        """;

    private const int NewestColumn = IncidentRow.ColumnCount;
    private const int OpenedColumn = IncidentRow.ColumnCount + 1;

    /// <inheritdoc/>
    public ValueTask<OverviewPage> WalkAsync(long after, long since, int limit)
    {
        long begin = Math.Max(after, IncidentSequence.From(since) - 1);
        return source.ReadAsync(batch => batch.Add(Walk).Add(begin).Add((long)limit), async row =>
        {
            var events = new List<OverviewEvent>();
            long newest = 0;
            long last = begin;
            int seen = 0;
            while (await row.ReadAsync())
            {
                newest = row.GetInt64(NewestColumn);
                if (!row.IsDBNull(0))
                {
                    seen++;
                    last = row.GetInt64(0);
                    AddWalked(events, row);
                }
            }

            return new OverviewPage(events, last, newest, seen < limit);
        });
    }

    /// <inheritdoc/>
    public ValueTask<OverviewPage?> FollowAsync(long after, int limit) => source.ReadAsync(
        batch => batch.Add(Follow).Add(after).Add((long)limit),
        async row =>
        {
            var events = new List<OverviewEvent>();
            long newest = 0;
            long last = after;
            bool isWhole = true;
            while (await row.ReadAsync())
            {
                newest = row.GetInt64(NewestColumn);
                if (!row.IsDBNull(OpenedColumn + 1))
                {
                    long sequence = row.GetInt64(OpenedColumn + 1);
                    isWhole &= sequence == last + 1;
                    last = sequence;
                    AddFollowed(events, row, sequence);
                }
            }

            isWhole &= newest == after || (newest > after && last > after);
            return isWhole ? new OverviewPage(events, last, newest, last == newest) : null;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static void AddWalked(List<OverviewEvent> events, NpgsqlDataReader row)
    {
        if (row.IsDBNull(OpenedColumn))
        {
            return;
        }

        IncidentSummary incident = IncidentRow.Summary(row);
        long number = row.GetInt64(0);
        long openedAt = row.GetInt64(OpenedColumn);
        events.Add(new OverviewEvent(TransitionKind.Triggered, openedAt, openedAt, number, 0, incident));
        if (!row.IsDBNull(OpenedColumn + 1))
        {
            events.Add(new OverviewEvent(TransitionKind.Acknowledged, row.GetInt64(OpenedColumn + 1), openedAt, number, 0, incident));
        }

        if (incident.ResolvedAt is long resolvedAt)
        {
            events.Add(new OverviewEvent(TransitionKind.Resolved, resolvedAt, openedAt, number, 0, incident));
        }
    }

    private static void AddFollowed(List<OverviewEvent> events, NpgsqlDataReader row, long sequence)
    {
        if (!row.IsDBNull(0) && !row.IsDBNull(OpenedColumn))
        {
            events.Add(new OverviewEvent(
                (TransitionKind)row.GetInt16(OpenedColumn + 2), row.GetInt64(OpenedColumn + 3), row.GetInt64(OpenedColumn), row.GetInt64(0), sequence, IncidentRow.Summary(row)));
        }
    }
}
