using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.Layout;

/// <summary>Makes the tables, or leads those of an older version to this one, in one transaction under a lock: of several that start one does it.</summary>
internal static class StoreLayout
{
    /// <summary>The version that this program writes.</summary>
    public static int Current => StoreTables.Versions.Count;

    /// <summary>Brings the database to the version of this program. One that is newer is left as it is.</summary>
    /// <exception cref="StoreException">It cannot, or the tables are those of a newer program.</exception>
    public static async ValueTask PrepareAsync(ConnectionSource source)
    {
        await using NpgsqlConnection connection = await source.OpenAsync();
        try
        {
            if (await VersionAsync(connection) < Current)
            {
                await MigrateAsync(connection);
            }

            int version = await VersionAsync(connection);
            if (version > Current)
            {
                throw new StoreException(
                    $"The tables at {source.Where} are of version {version}; this program knows version {Current} and older ones. Start the newer program, or go back to a backup.");
            }
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }

    private static async ValueTask MigrateAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, null, $"{StoreTables.Version}");
        await RunAsync(connection, null, "INSERT INTO callgoose_version (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING");
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();

        // The lock of the row is the lock of the migration; a start that waits for it finds the version that it has left.
        await RunAsync(connection, transaction, "SET LOCAL lock_timeout = '60s'");
        await RunAsync(connection, transaction, "SET LOCAL statement_timeout = 0");
        int version = Convert.ToInt32(
            await ScalarAsync(connection, transaction, "SELECT version FROM callgoose_version WHERE id = 1 FOR UPDATE"), System.Globalization.CultureInfo.InvariantCulture);
        for (; version < Current; version++)
        {
            foreach (string statement in StoreTables.Versions[version])
            {
                await RunAsync(connection, transaction, statement);
            }
        }

        await RunAsync(connection, transaction, $"UPDATE callgoose_version SET version = {version} WHERE id = 1");
        await transaction.CommitAsync();
    }

    /// <summary>The version of the tables; 0 if there are none.</summary>
    private static async ValueTask<int> VersionAsync(NpgsqlConnection connection)
    {
        object? exists = await ScalarAsync(connection, null, "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'callgoose_version'");
        if (exists is not long and not int || Convert.ToInt64(exists, System.Globalization.CultureInfo.InvariantCulture) == 0)
        {
            return 0;
        }

        object? version = await ScalarAsync(connection, null, "SELECT version FROM callgoose_version WHERE id = 1");
        return version is int number ? number : 0;
    }

    private static async ValueTask RunAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
    }

    private static async ValueTask<object?> ScalarAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection, transaction);
        return await command.ExecuteScalarAsync();
    }
}
