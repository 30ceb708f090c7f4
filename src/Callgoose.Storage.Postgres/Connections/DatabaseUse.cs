using Callgoose.Storage.Contract;
using Npgsql;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>Runs statements on connections of the pool, one batch in one round trip, without holding a thread.</summary>
internal static class DatabaseUse
{
    /// <summary>Reads. Asks once more where a connection of the pool turns out to be dead: a read may be repeated.</summary>
    /// <param name="source">The database.</param>
    /// <param name="ask">Fills in the statements.</param>
    /// <param name="read">Reads what they give.</param>
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

    /// <summary>Writes, in one transaction. What a statement may be repeated for is the caller's business: nothing is tried again.</summary>
    /// <returns>How many rows the first statement changed.</returns>
    /// <exception cref="StoreException">It cannot be written, or nobody knows whether it was.</exception>
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
