using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Npgsql;

namespace Callgoose.Storage.Postgres.Moving;

/// <summary>A shared store as the source of a move. No server can start to use it in the meantime, and all of it is read as one snapshot.</summary>
public sealed class PostgresMoveSource : IMoveSource
{
    private readonly ConnectionSource source;
    private NpgsqlConnection? holding;
    private NpgsqlConnection? reading;

    private PostgresMoveSource(PostgresStoreOptions options) => source = new ConnectionSource(options);

    /// <inheritdoc/>
    public string Where => source.Where;

    /// <inheritdoc/>
    public IReadOnlyList<string> Remarks { get; } = ["Sessions stay behind: whoever is signed in to the page signs in again."];

    /// <summary>Connects and checks that it can be moved.</summary>
    /// <exception cref="StoreException">It cannot be reached, servers run on it, its tables have another version, or something waits that cannot be
    /// moved.</exception>
    public static async Task<PostgresMoveSource> OpenAsync(PostgresStoreOptions options)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        var opened = new PostgresMoveSource(options);
        try
        {
            await opened.BeginAsync();
            return opened;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            await opened.DisposeAsync();
            throw Failures.Describe(e, opened.Where);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<object?[]> ReadAsync(MovedTable table) => MovedRows.ReadAsync(reading!, table, Where);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (NpgsqlConnection? connection in (NpgsqlConnection?[])[reading, holding])
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        source.Dispose();
    }

    private async ValueTask BeginAsync()
    {
        await StoreLayout.RequireCurrentAsync(source, isExact: true);

        // The rows that every commit, every start and every write about deliveries wait for.
        holding = await source.OpenAsync();
        await RunAsync(holding, "SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT last FROM line WHERE id = 1 FOR UPDATE; SELECT turn FROM dispatcher WHERE id = 1 FOR UPDATE");
        await RunningServers.RequireNoneAsync(holding, Where);
        reading = await source.OpenAsync();
        await RunAsync(reading, "SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        await RefuseAsync(
            """
            SELECT count(*) FROM incidents i JOIN (SELECT anchor, max(sequence) AS newest FROM incidents GROUP BY anchor) m ON m.anchor = i.anchor
            WHERE i.state <> 3 AND i.incident_key <> '' AND i.sequence < m.newest
            """,
            static number => $"{number} open incidents were made by a server whose clock was behind, so that an older one of their key would count as the newest in a data folder. Resolve them first.");
    }

    private async ValueTask RefuseAsync(string question, Func<long, string> reason)
    {
        await using NpgsqlCommand ask = new(question, reading);
        if (await ask.ExecuteScalarAsync() is > 0L and long number)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL at {Where}: {reason(number)}"));
        }
    }

    private static async ValueTask RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand run = new(sql, connection);
        await run.ExecuteNonQueryAsync();
    }
}
