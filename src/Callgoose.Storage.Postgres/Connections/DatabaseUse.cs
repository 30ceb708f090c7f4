using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>Runs statements on pooled connections, one batch in one round trip, without blocking a thread.</summary>
internal static class DatabaseUse
{
    /// <summary>Reads. If a pooled connection turns out to be dead, it tries once more: a read may be repeated.</summary>
    /// <param name="source">The database.</param>
    /// <param name="ask">Adds the statements.</param>
    /// <param name="read">Reads their results.</param>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static async ValueTask<T> ReadAsync<T>(this ConnectionSource source, Action<NpgsqlBatch> ask, Func<NpgsqlDataReader, ValueTask<T>> read)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await using NpgsqlConnection connection = await source.OpenAsync();
                await using NpgsqlBatch batch = connection.CreateBatch();
                ask(batch);
                await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync();
                return await read(reader);
            }
            catch (Exception e) when (Failures.IsOfDatabase(e))
            {
                if (tries > 1 || !Failures.IsBroken(e))
                {
                    throw Failures.Describe(e, source.Where);
                }
            }
        }
    }

    /// <summary>Writes in one transaction. It never repeats a statement; only the caller knows whether that is safe.</summary>
    /// <returns>How many rows the first statement changed.</returns>
    /// <exception cref="StoreException">It cannot be written, or the outcome is unknown.</exception>
    public static async ValueTask<int> WriteAsync(this ConnectionSource source, Action<NpgsqlBatch> fill)
    {
        try
        {
            await using NpgsqlConnection connection = await source.OpenAsync();
            await using NpgsqlBatch batch = connection.CreateBatch();
            fill(batch);
            await batch.ExecuteNonQueryAsync();
            return (int)batch.BatchCommands[0].RecordsAffected;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }
}
