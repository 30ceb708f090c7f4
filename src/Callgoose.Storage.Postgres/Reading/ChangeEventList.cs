using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Reads change events.</summary>
internal static class ChangeEventList
{
    /// <summary>The columns of an event; its body may follow.</summary>
    public const string Columns = "id, environment, services, source, summary, at, received_at";

    /// <summary>The maximum number of rows that one list looks at for its services, so that no list takes long.</summary>
    private const long MaxLookedAt = 20_000;

    /// <summary>Requests as many rows as may be looked at.</summary>
    public static void Ask(NpgsqlBatch batch, ChangeQuery query)
    {
        string condition = query.Environment is null ? string.Empty : " AND environment = $4";
        NpgsqlBatchCommand command = batch
            .Add($"SELECT {Columns} FROM change_events WHERE received_at BETWEEN $1 AND $2{condition} ORDER BY received_at DESC, id DESC LIMIT $3")
            .Add(query.Since)
            .Add(query.Until)
            .Add(query.Services is null ? query.Limit : MaxLookedAt);
        if (query.Environment is string environment)
        {
            command.Add(Encoding.UTF8.GetBytes(environment));
        }
    }

    /// <summary>Reads the list.</summary>
    public static async ValueTask<IReadOnlyList<ChangeEvent>> ReadAsync(NpgsqlDataReader reader, ChangeQuery query)
    {
        var found = new List<ChangeEvent>();
        while (found.Count < query.Limit && await reader.ReadAsync())
        {
            ChangeEvent change = Row(reader, body: null);
            if (query.Services is null || change.Services.Any(query.Services.Contains))
            {
                found.Add(change);
            }
        }

        return found;
    }

    /// <summary>The event of a row.</summary>
    public static ChangeEvent Row(NpgsqlDataReader row, byte[]? body) => new(
        row.GetGuid(0).ToId(),
        IncidentRow.Text(row, 1),
        IncidentRow.Text(row, 2).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        row.IsDBNull(3) ? null : IncidentRow.Text(row, 3),
        IncidentRow.Text(row, 4),
        row.GetInt64(5),
        row.GetInt64(6),
        body);
}
