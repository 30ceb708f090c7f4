using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.ApiLog;

/// <summary>Reads the API log of all servers.</summary>
internal sealed class PostgresApiLogReader(ConnectionSource source) : IApiLogReader
{
    /// <summary>The most entries that a page looks at: the entries of one token may be few among millions.</summary>
    private const int MaxSearched = 20_000;

    /// <summary>About the most bytes of a page: the reasons of the filters may be long.</summary>
    private const long MaxBytes = 1 << 20;

    private const long RowBytes = 512;

    private const string Columns =
        "sequence, id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, status, verdicts, body_length, left_out, refusal";

    /// <inheritdoc/>
    public ValueTask<ApiLogPage> ListAsync(ApiLogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return source.ReadAsync(
            batch => batch.Add($"SELECT {Columns} FROM api_calls WHERE sequence < $1 AND sequence > $2 ORDER BY sequence {(query.After is null ? "DESC" : "ASC")} LIMIT $3")
                .Add(query.Before ?? long.MaxValue)
                .Add(query.After ?? -1)
                .Add(MaxSearched + 1L),
            row => PageAsync(row, query));
    }

    /// <inheritdoc/>
    public ValueTask<ApiLogRow?> FindAsync(TimeOrderedId callId) => source.ReadAsync(
        batch => batch.Add($"SELECT {Columns}, body FROM api_calls WHERE id = $1").Add(callId.ToGuid()),
        static async row => await row.ReadAsync() ? Row(row, row.GetFieldValue<byte[]>(17)) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static async ValueTask<ApiLogPage> PageAsync(NpgsqlDataReader row, ApiLogQuery query)
    {
        var rows = new List<ApiLogRow>();
        long bytes = 0;
        long last = 0;
        for (int seen = 0; await row.ReadAsync(); seen++)
        {
            if (rows.Count == query.Limit || seen == MaxSearched || bytes >= MaxBytes)
            {
                return new ApiLogPage(rows, last);
            }

            ApiLogRow found = Row(row, []);
            last = found.Sequence;
            if ((query.Environment is null || found.Entry.Environment == query.Environment)
                && (query.Since is null || found.Entry.ReceivedAt >= query.Since)
                && (query.Token is null || found.Entry.TokenId == query.Token))
            {
                rows.Add(found);
                bytes += RowBytes + found.Entry.Url.Length + found.Entry.Verdicts.Length;
            }
        }

        return new ApiLogPage(rows, null);
    }

    private static ApiLogRow Row(NpgsqlDataReader row, byte[] body) => new(row.GetInt64(0), new ApiLogEntry
    {
        CallId = row.GetGuid(1).ToId(),
        ReceivedAt = row.GetInt64(2),
        Microseconds = row.GetInt64(3),
        Environment = IncidentRow.Text(row, 4),
        TokenId = row.GetGuid(5).ToId(),
        TokenName = IncidentRow.Text(row, 6),
        From = IncidentRow.Text(row, 7),
        RemoteAddress = IncidentRow.Text(row, 8),
        Scheme = IncidentRow.Text(row, 9),
        Method = IncidentRow.Text(row, 10),
        Url = IncidentRow.Text(row, 11),
        Status = row.GetInt32(12),
        Verdicts = row.GetFieldValue<byte[]>(13),
        BodyLength = row.GetInt32(14),
        LeftOutBefore = row.GetInt64(15),
        Refusal = IncidentRow.Text(row, 16),
        Body = body,
    });
}
