using System.Text;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>
/// Lists incidents, newest first. The database selects by environment, service and state; the other conditions are checked row by row, for a limited
/// number of rows.
/// </summary>
internal static class IncidentList
{
    /// <summary>Requests as many rows as may be looked at.</summary>
    public static void Ask(NpgsqlBatch batch, IncidentQuery query)
    {
        var conditions = new StringBuilder("i.sequence < $1");
        var command = new NpgsqlBatchCommand();
        command.Add(query.BeforeSequence ?? long.MaxValue);
        if (query.Environment is string environment)
        {
            command.Add(Encoding.UTF8.GetBytes(environment));
            conditions.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND i.environment = ${command.Parameters.Count}");
        }

        if (query.Service is string service)
        {
            command.Add(Encoding.UTF8.GetBytes(service));
            conditions.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND i.service = ${command.Parameters.Count}");
        }

        if (query.Services is { } services)
        {
            command.Add(services.Select(Encoding.UTF8.GetBytes));
            conditions.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND i.service = ANY(${command.Parameters.Count})");
        }

        conditions.Append(query.State switch
        {
            IncidentStateFilter.Active => " AND i.state <> 3 AND i.state IN (1, 2)",
            IncidentStateFilter.Triggered => " AND i.state <> 3 AND i.state = 1",
            IncidentStateFilter.Acknowledged => " AND i.state <> 3 AND i.state = 2",
            IncidentStateFilter.Resolved => " AND i.state = 3",
            IncidentStateFilter.Suppressed => " AND i.state <> 3 AND i.state = 4",
            _ => string.Empty,
        });
        command.Add(MostRows(query));
        command.CommandText = $"SELECT {IncidentRow.Columns} FROM incidents i WHERE {conditions} ORDER BY i.sequence DESC LIMIT ${command.Parameters.Count}";
        batch.BatchCommands.Add(command);
    }

    /// <summary>Reads a page.</summary>
    public static async ValueTask<IncidentPage> ReadAsync(NpgsqlDataReader reader, IncidentQuery query)
    {
        var page = new List<IncidentSummary>();
        long last = 0;
        long seen = 0;
        while (await reader.ReadAsync())
        {
            if (query.IsNarrow && seen == query.MostLookedAt)
            {
                return new IncidentPage(page, last);
            }

            seen++;
            IncidentSummary incident = IncidentRow.Summary(reader);
            bool isWanted = query.Wants(incident);
            if (isWanted && page.Count == query.Limit)
            {
                return new IncidentPage(page, last);
            }

            if (page.Count < query.Limit)
            {
                last = reader.GetInt64(0);
            }

            if (isWanted)
            {
                page.Add(incident);
            }
        }

        return new IncidentPage(page, null);
    }

    private static long MostRows(IncidentQuery query) => 1L + (query.IsNarrow ? query.MostLookedAt : query.Limit);
}
