using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Npgsql;

namespace Callgoose.Storage.Postgres.Moving;

/// <summary>A shared store as the target of a move. While the table <c>callgoose_move</c> exists, no server starts on it.</summary>
public sealed class PostgresMoveTarget : IMoveTarget
{
    private readonly ConnectionSource database;
    private NpgsqlConnection? connection;

    private PostgresMoveTarget(PostgresStoreOptions options) => database = new ConnectionSource(options);

    /// <inheritdoc/>
    public string Where => database.Where;

    /// <summary>Opens it without changing anything.</summary>
    public static PostgresMoveTarget Open(PostgresStoreOptions options)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        return new PostgresMoveTarget(options);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> HasDataAsync()
    {
        IReadOnlyCollection<string> tables = await StoreLayout.TablesAsync(database);
        if (!tables.Contains(StoreLayout.VersionTable) || tables.Contains(StoreLayout.MoveTable))
        {
            return false;
        }

        await StoreLayout.RequireCurrentAsync(database, isExact: true);
        return await TryAsync(async open =>
        {
            await RunningServers.RequireNoneAsync(open, Where);
            await using NpgsqlCommand ask = new(
                """
                SELECT EXISTS (SELECT 1 FROM tokens) OR EXISTS (SELECT 1 FROM incidents) OR EXISTS (SELECT 1 FROM commits) OR EXISTS (SELECT 1 FROM anchors)
                    OR EXISTS (SELECT 1 FROM change_events) OR EXISTS (SELECT 1 FROM relays) OR EXISTS (SELECT 1 FROM api_calls) OR EXISTS (SELECT 1 FROM maintenances)
                    OR EXISTS (SELECT 1 FROM outgoing) OR EXISTS (SELECT 1 FROM outgoing_destinations) OR EXISTS (SELECT 1 FROM outbox)
                """,
                open);
            return await ask.ExecuteScalarAsync() is true;
        });
    }

    /// <inheritdoc/>
    public async ValueTask BeginAsync(string source)
    {
        await StoreLayout.PrepareAsync(database, isMove: true);
        await TryAsync(async open =>
        {
            await RunAsync(open, "CREATE TABLE IF NOT EXISTS callgoose_move (name text PRIMARY KEY, source text NOT NULL, done bigint NOT NULL)");
            await using NpgsqlBatch batch = open.CreateBatch();
            foreach (MovedTable table in MovedTable.All)
            {
                batch.Add("INSERT INTO callgoose_move (name, source, done) VALUES ($1, $2, 0) ON CONFLICT (name) DO NOTHING").Add(table.Name).Add(source);
            }

            await batch.ExecuteNonQueryAsync();
            await using NpgsqlBatch ask = open.CreateBatch();
            ask.Add("SELECT count(*) FROM callgoose_move WHERE source <> $1").Add(source);
            return await ask.ExecuteScalarAsync() is 0L ? true
                : throw new StoreException($"PostgreSQL at {Where} holds a part of another move, or the source has changed since. Drop the database, make it again, and move again.");
        });
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(MovedTable table) => TryAsync(async open =>
    {
        ArgumentNullException.ThrowIfNull(table);
        await using NpgsqlBatch ask = open.CreateBatch();
        ask.Add("SELECT done FROM callgoose_move WHERE name = $1").Add(table.Name);
        return (long)(await ask.ExecuteScalarAsync())!;
    });

    /// <inheritdoc/>
    public async ValueTask WriteAsync(MovedTable table, IReadOnlyList<object?[]> rows, long count)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        await TryAsync(async open =>
        {
            await using NpgsqlBatch batch = open.CreateBatch();
            batch.Add("BEGIN");

            // If two moves run at once, the second one finds another number, and the primary key rejects its rows.
            batch.Add("UPDATE callgoose_move SET done = $1 WHERE name = $2").Add(count).Add(table.Name);
            MovedRows.Write(batch, table, rows);
            batch.Add("COMMIT");
            return await batch.ExecuteNonQueryAsync();
        });
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync() => await TryAsync(async open =>
    {
        await RunningServers.RequireNoneAsync(open, Where);
        await using NpgsqlBatch batch = open.CreateBatch();
        batch.Add("BEGIN");
        foreach (string statement in MovedStatements.Complete)
        {
            batch.Add(statement);
        }

        batch.Add("COMMIT");
        return await batch.ExecuteNonQueryAsync();
    });

    /// <inheritdoc/>
    public async IAsyncEnumerable<object?[]> ReadAsync(MovedTable table)
    {
        await foreach (object?[] row in MovedRows.ReadAsync(await ConnectAsync(), table, Where))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync() => await TryAsync(static async open =>
    {
        await RunAsync(open, "DROP TABLE callgoose_move");
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        database.Dispose();
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync() => connection ??= await database.OpenAsync();

    private async ValueTask<T> TryAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        try
        {
            return await work(await ConnectAsync());
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, Where);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand run = new(sql, connection);
        await run.ExecuteNonQueryAsync();
    }
}
