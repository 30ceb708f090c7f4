using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Callgoose.StockProduct;

/// <summary>The incidents in SQLite through ADO.NET: one statement, one transaction and one sync of the disk for each call.</summary>
/// <remarks>
/// Writes share one connection, with commands that are prepared once, and wait for their turn without a thread. SQLite allows one write at a time in
/// any case, and a write that finds it busy on its own connection sleeps for 150 ms before it tries again. Reads take a connection from the pool of
/// ADO.NET.
/// </remarks>
internal sealed class SqliteIncidentDatabase : IIncidentDatabase
{
    private const string Layout = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS incidents (
          id TEXT PRIMARY KEY, incident_key TEXT, title TEXT NOT NULL, description TEXT NOT NULL, started_at TEXT,
          created_at TEXT NOT NULL, resolved_at TEXT, occurrences INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS active_incidents ON incidents (incident_key) WHERE resolved_at IS NULL;
        """;

    private const string TriggerText = """
        INSERT INTO incidents (id, incident_key, title, description, started_at, created_at)
        VALUES ($id, $key, $title, $description, $startedAt, $createdAt)
        ON CONFLICT (incident_key) WHERE resolved_at IS NULL DO UPDATE SET occurrences = occurrences + 1
        RETURNING id, occurrences
        """;

    private const string ResolveText =
        "UPDATE incidents SET resolved_at = $resolvedAt WHERE incident_key = $key AND resolved_at IS NULL RETURNING id";

    private readonly string connectionText;
    private readonly SqliteConnection writer;
    private readonly SqliteCommand trigger;
    private readonly SqliteCommand resolve;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Opens the database, and creates it if it does not exist yet.</summary>
    public SqliteIncidentDatabase(string file)
    {
        connectionText = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        writer = new SqliteConnection(connectionText);
        writer.Open();
        using (SqliteCommand layout = writer.CreateCommand())
        {
            layout.CommandText = Layout;
            layout.ExecuteNonQuery();
        }

        trigger = Prepare(TriggerText, "$id", "$key", "$title", "$description", "$startedAt", "$createdAt");
        resolve = Prepare(ResolveText, "$key", "$resolvedAt");
    }

    /// <inheritdoc/>
    public async Task<(Guid Id, bool Created)> TriggerAsync(
        Guid id, string? key, string title, string description, DateTimeOffset? startedAt)
    {
        await turn.WaitAsync();
        try
        {
            Set(trigger, id.ToString(), key, title, description, startedAt?.ToString("O"), DateTimeOffset.UtcNow.ToString("O"));
            using SqliteDataReader row = trigger.ExecuteReader();
            row.Read();
            return (Guid.Parse(row.GetString(0)), row.GetInt64(1) == 1);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> ResolveAsync(string? key)
    {
        await turn.WaitAsync();
        try
        {
            Set(resolve, key, DateTimeOffset.UtcNow.ToString("O"));
            using SqliteDataReader row = resolve.ExecuteReader();
            return row.Read() ? [Guid.Parse(row.GetString(0))] : [];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync()
    {
        using var connection = new SqliteConnection(connectionText);
        connection.Open();
        using SqliteCommand count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM incidents";
        return Task.FromResult(Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trigger.Dispose();
        resolve.Dispose();
        writer.Dispose();
        turn.Dispose();
    }

    private SqliteCommand Prepare(string text, params string[] parameters)
    {
        SqliteCommand command = writer.CreateCommand();
        command.CommandText = text;
        foreach (string name in parameters)
        {
            command.Parameters.Add(name, SqliteType.Text);
        }

        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<string?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = (object?)values[i] ?? DBNull.Value;
        }
    }
}
