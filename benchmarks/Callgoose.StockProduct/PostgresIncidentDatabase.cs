using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Callgoose.StockProduct;

/// <summary>
/// The incidents in PostgreSQL through Npgsql: one statement and one transaction for each call, on a pooled connection, prepared the first time.
/// PostgreSQL itself lets transactions that end together share a sync.
/// </summary>
internal sealed class PostgresIncidentDatabase : IIncidentDatabase
{
    private const string Layout = """
        CREATE TABLE IF NOT EXISTS incidents (
          id uuid PRIMARY KEY, incident_key text, title text NOT NULL, description text NOT NULL, started_at timestamptz,
          created_at timestamptz NOT NULL, resolved_at timestamptz, occurrences integer NOT NULL DEFAULT 1);
        CREATE UNIQUE INDEX IF NOT EXISTS active_incidents ON incidents (incident_key) WHERE resolved_at IS NULL;
        """;

    private const string TriggerText = """
        INSERT INTO incidents (id, incident_key, title, description, started_at, created_at)
        VALUES ($1, $2, $3, $4, $5, now())
        ON CONFLICT (incident_key) WHERE resolved_at IS NULL DO UPDATE SET occurrences = incidents.occurrences + 1
        RETURNING id, occurrences
        """;

    private const string ResolveText =
        "UPDATE incidents SET resolved_at = now() WHERE incident_key = $1 AND resolved_at IS NULL RETURNING id";

    private readonly NpgsqlDataSource source;

    /// <summary>Connects, and creates the table if it does not exist yet.</summary>
    public PostgresIncidentDatabase(string connection)
    {
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1 });
        using NpgsqlCommand layout = source.CreateCommand(Layout);
        layout.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public async Task<(Guid Id, bool Created)> TriggerAsync(Guid id, string? key, string title, string description, DateTimeOffset? startedAt)
    {
        await using NpgsqlCommand command = source.CreateCommand(TriggerText);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = title });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = description });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)startedAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetGuid(0), row.GetInt32(1) == 1);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> ResolveAsync(string? key)
    {
        await using NpgsqlCommand command = source.CreateCommand(ResolveText);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync() is Guid id ? [id] : [];
    }

    /// <inheritdoc/>
    public async Task<long> CountAsync()
    {
        await using NpgsqlCommand count = source.CreateCommand("SELECT count(*) FROM incidents");
        return Convert.ToInt64(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
