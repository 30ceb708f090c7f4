using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Npgsql;

namespace Callgoose.Storage.Postgres.Gateways;

/// <summary>
/// The place of this server among those that share the database: a number that is in every id it makes, and the number of its newest batch, which
/// shows whether a batch was committed when the connection broke at the commit.
/// </summary>
/// <remarks>
/// If a server has not been seen for <see cref="SecondsUntilFree"/> seconds, another one may take its place. The epoch fences off the previous one: a
/// server that was frozen for longer commits nothing until it has taken a place again. An epoch is at least the time: so a database that was
/// restored from a backup never gives an epoch again that a running server still has.
/// </remarks>
internal sealed class GatewaySeat
{
    /// <summary>How many servers can share a database: eight bits of an id distinguish them.</summary>
    public const int MaxGateways = 256;

    /// <summary>After how many seconds without a sign of life the place of a server is free.</summary>
    public const int SecondsUntilFree = 60;

    private GatewaySeat(short id, long epoch, long batch) => (Id, Epoch, Batch) = (id, epoch, batch);

    /// <summary>The number of the server.</summary>
    public short Id { get; }

    /// <summary>How often the place was taken.</summary>
    public long Epoch { get; }

    /// <summary>The number of the newest batch. Used by one thread at a time.</summary>
    public long Batch { get; set; }

    /// <summary>Takes a free place.</summary>
    /// <exception cref="StoreException">The database cannot be reached, its tables belong to a newer program, or every place is taken.</exception>
    public static async ValueTask<GatewaySeat> TakeAsync(ConnectionSource source, string name)
    {
        await using NpgsqlConnection connection = await source.OpenAsync();
        try
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();

            // A newer program that has migrated the tables in the meantime has ended all places: this program may take one again only if the newer one
            // accepts it.
            await StoreLayout.LockAsync(source, connection, transaction);

            // One server at a time: every commit waits for the row of the line, too, and this holds it until the place is taken.
            await using (NpgsqlCommand wait = new("SELECT last FROM line WHERE id = 1 FOR UPDATE", connection, transaction))
            {
                await wait.ExecuteScalarAsync();
            }

            short free = await FreeAsync(connection, transaction);
            if (free >= MaxGateways)
            {
                throw new StoreException($"{MaxGateways} servers share the database at {source.Where} already: no more can be told apart.");
            }

            await using NpgsqlCommand take = new(
                """
                INSERT INTO gateways (id, epoch, batch, seen_at, name) VALUES ($1, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), 0, clock_timestamp(), $2)
                ON CONFLICT (id) DO UPDATE SET epoch = greatest(gateways.epoch + 1, excluded.epoch), seen_at = clock_timestamp(), name = excluded.name
                RETURNING epoch, batch
                """,
                connection,
                transaction);
            take.Parameters.Add(new NpgsqlParameter<short> { TypedValue = free });
            take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            GatewaySeat seat;
            await using (NpgsqlDataReader row = await take.ExecuteReaderAsync())
            {
                await row.ReadAsync();
                seat = new GatewaySeat(free, row.GetInt64(0), row.GetInt64(1));
            }

            await transaction.CommitAsync();
            return seat;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }

    /// <summary>Frees the place, so that the next start does not have to wait for it.</summary>
    public void Leave(ConnectionSource source)
    {
        using NpgsqlConnection connection = source.Open();
        using NpgsqlCommand leave = new("UPDATE gateways SET seen_at = to_timestamp(0) WHERE id = $1 AND epoch = $2", connection);
        leave.Parameters.Add(new NpgsqlParameter<short> { TypedValue = Id });
        leave.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Epoch });
        leave.ExecuteNonQuery();
    }

    private static async ValueTask<short> FreeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using NpgsqlCommand look = new(
            $"SELECT id, seen_at < clock_timestamp() - interval '{SecondsUntilFree} seconds' FROM gateways ORDER BY id", connection, transaction);
        await using NpgsqlDataReader rows = await look.ExecuteReaderAsync();
        short next = 0;
        while (await rows.ReadAsync())
        {
            short id = rows.GetInt16(0);
            if (id > next || rows.GetBoolean(1))
            {
                return id > next ? next : id;
            }

            next = (short)(id + 1);
        }

        return next;
    }
}
