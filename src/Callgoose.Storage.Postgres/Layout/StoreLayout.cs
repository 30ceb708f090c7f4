using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.Layout;

/// <summary>
/// Creates the tables, or migrates them from an older version, in one transaction under a lock: if several servers start, one of them does it.
/// </summary>
internal static class StoreLayout
{
    /// <summary>The table that exists while a store is moved into the database.</summary>
    public const string MoveTable = "callgoose_move";

    /// <summary>The table with the version.</summary>
    public const string VersionTable = "callgoose_version";

    /// <summary>A step of a migration may take as long as it needs: one that was cut off would begin anew, and never end.</summary>
    private const int NoTimeout = 0;

    /// <summary>The version that this program writes.</summary>
    public static int Current => StoreTables.Versions.Count;

    /// <summary>
    /// Brings the database to the version of this program. Newer tables stay as they are, and are used if they allow programs of this version.
    /// </summary>
    /// <param name="source">The database.</param>
    /// <param name="isMove">Whether a store will be moved into it. Until that has ended, nobody else may use it.</param>
    /// <exception cref="StoreException">It cannot, the tables belong to a newer or another program, or a move into it has not ended.</exception>
    public static ValueTask PrepareAsync(ConnectionSource source, bool isMove = false) => LookAsync(source, async connection =>
    {
        IReadOnlyCollection<string> tables = await TablesAsync(connection);
        if (!tables.Contains(VersionTable) && StoreTables.Names.FirstOrDefault(tables.Contains) is string foreign)
        {
            throw new StoreException($"The database at {source.Where} has a table '{foreign}' of another program; name a database that is the store's own.");
        }

        if (tables.Contains(MoveTable) && !isMove)
        {
            throw new StoreException($"A move into the database at {source.Where} has not ended; run 'callgoose migrate' again, which goes on where it was.");
        }

        if (!tables.Contains(VersionTable) || await VersionAsync(connection) < Current)
        {
            await MigrateAsync(connection);
        }

        await RequireKnownAsync(source, connection, isMove);
    });

    /// <summary>Checks that the tables exist, have a version that this program may use, and are in use; changes nothing.</summary>
    /// <param name="source">The database.</param>
    /// <param name="isMove">Whether it may be in the middle of a move.</param>
    /// <param name="isExact">Whether tables with newer additions are refused, too: a copy made by this program would lack them.</param>
    /// <exception cref="StoreException">They do not.</exception>
    public static ValueTask RequireCurrentAsync(ConnectionSource source, bool isMove = false, bool isExact = false) => LookAsync(source, async connection =>
    {
        IReadOnlyCollection<string> tables = await TablesAsync(connection);
        int version = tables.Contains(VersionTable) ? await RequireKnownAsync(source, connection, isExact) : 0;
        if (version < Current)
        {
            throw new StoreException(version == 0
                ? $"There is no store in the database at {source.Where}; the first start of a server makes it."
                : $"The tables at {source.Where} are of version {version}, an older one; start a server of this version once, which leads them to version {Current}.");
        }

        if (tables.Contains(MoveTable) && !isMove)
        {
            throw new StoreException($"A move into the database at {source.Where} has not ended; run 'callgoose migrate' again, which goes on where it was.");
        }
    });

    /// <summary>The tables of the database, ours and others.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static async ValueTask<IReadOnlyCollection<string>> TablesAsync(ConnectionSource source)
    {
        IReadOnlyCollection<string> tables = [];
        await LookAsync(source, async connection => tables = await TablesAsync(connection));
        return tables;
    }

    private static async ValueTask LookAsync(ConnectionSource source, Func<NpgsqlConnection, Task> look)
    {
        await using NpgsqlConnection connection = await source.OpenAsync();
        try
        {
            await look(connection);
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }

    /// <summary>
    /// Within a transaction: waits for a migration in progress, and keeps another one from starting until the transaction ends. Then checks that this
    /// program may use the tables.
    /// </summary>
    /// <exception cref="NewerTablesException">It may not.</exception>
    public static async ValueTask LockAsync(ConnectionSource source, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await ScalarAsync(connection, transaction, "SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE");
        await RequireKnownAsync(source, connection, isExact: false, transaction);
    }

    /// <summary>Whether programs of this version may use tables of a version.</summary>
    public static bool Takes(int version, int oldest) => version <= Current || oldest <= Current;

    private static async ValueTask<int> RequireKnownAsync(ConnectionSource source, NpgsqlConnection connection, bool isExact, NpgsqlTransaction? transaction = null)
    {
        int version = await VersionAsync(connection, transaction);
        if (version > Current && (isExact || !Takes(version, await OldestAsync(connection, transaction))))
        {
            throw new NewerTablesException(
                $"The tables at {source.Where} are of version {version}; this program knows version {Current} and older ones. Start the newer program, or go back to a backup.");
        }

        return version;
    }

    private static async ValueTask MigrateAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, null, $"{StoreTables.Version}");
        await RunAsync(connection, null, "INSERT INTO callgoose_version (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING");
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();

        // The lock of the row is the lock of the migration; a start that waits for it finds the new version.
        await RunAsync(connection, transaction, "SET LOCAL lock_timeout = '60s'");
        await RunAsync(connection, transaction, "SET LOCAL statement_timeout = 0");
        int version = Convert.ToInt32(
            await ScalarAsync(connection, transaction, "SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE", NoTimeout), System.Globalization.CultureInfo.InvariantCulture);

        // Whoever waits for the lock of a table holds up everybody else on it. So another reader, such as pg_dump, ends this try soon, and the start tries again.
        await RunAsync(connection, transaction, "SET LOCAL lock_timeout = '2s'");
        for (; version < Current; version++)
        {
            foreach (string statement in StoreTables.Versions[version])
            {
                await RunAsync(connection, transaction, statement, NoTimeout);
            }
        }

        await RunAsync(connection, transaction, $"UPDATE callgoose_version SET version = {version} WHERE id = 1");
        await transaction.CommitAsync();
    }

    /// <remarks>Includes tables on which the role has no rights: they exist.</remarks>
    private static async Task<IReadOnlyCollection<string>> TablesAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand ask = new("SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema()", connection);
        await using NpgsqlDataReader row = await ask.ExecuteReaderAsync();
        var tables = new HashSet<string>(StringComparer.Ordinal);
        while (await row.ReadAsync())
        {
            tables.Add(row.GetString(0));
        }

        return tables;
    }

    private static async ValueTask<int> VersionAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction = null) =>
        await ScalarAsync(connection, transaction, "SELECT version FROM callgoose_version WHERE id = 1") is int number ? number : 0;

    /// <summary>The oldest version whose programs may use the tables; without an entry, only programs that know the tables.</summary>
    private static async ValueTask<int> OldestAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction) =>
        await ScalarAsync(connection, transaction, "SELECT version FROM callgoose_version WHERE id = 2") is int number ? number : int.MaxValue;

    private static async ValueTask RunAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, int? timeout = null)
    {
        await using NpgsqlCommand command = new(sql, connection, transaction);
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        await command.ExecuteNonQueryAsync();
    }

    private static async ValueTask<object?> ScalarAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, int? timeout = null)
    {
        await using NpgsqlCommand command = new(sql, connection, transaction);
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        return await command.ExecuteScalarAsync();
    }
}
