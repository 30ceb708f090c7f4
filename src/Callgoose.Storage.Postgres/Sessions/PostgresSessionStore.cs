using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sessions;
using Npgsql;

namespace Callgoose.Storage.Postgres.Sessions;

/// <summary>Stores the sessions for all servers: a sign-in at one is valid at the others.</summary>
internal sealed class PostgresSessionStore(ConnectionSource source) : ISessionStore
{
    private const string Columns = "SELECT id_hash, token_hash, ends_at FROM sessions";

    /// <inheritdoc/>
    public async ValueTask<Session?> FindAsync(string idHash)
    {
        try
        {
            byte[] hash = Convert.FromHexString(idHash);
            return await source.ReadAsync(batch => batch.Add($"{Columns} WHERE id_hash = $1").Add(hash), static async row => (await RowsAsync(row)).FirstOrDefault());
        }
        catch (StoreException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(Session added, Func<IReadOnlyCollection<Session>, IEnumerable<string>> ended)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(ended);
        try
        {
            await using NpgsqlConnection connection = await source.OpenAsync();
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
            List<Session> known;
            await using (NpgsqlBatch ask = connection.CreateBatch())
            {
                // One at a time: of two servers the second waits for the first.
                ask.Add("UPDATE token_changes SET number = number WHERE id = 1");
                ask.Add(Columns);
                await using NpgsqlDataReader row = await ask.ExecuteReaderAsync();
                known = await RowsAsync(row);
            }

            await using (NpgsqlBatch change = connection.CreateBatch())
            {
                change.Add("DELETE FROM sessions WHERE id_hash = ANY($1)").Add(ended(known).Select(Convert.FromHexString));
                change.Add("INSERT INTO sessions (id_hash, token_hash, ends_at) VALUES ($1, $2, $3)").Add(Convert.FromHexString(added.IdHash)).Add(added.TokenHash).Add(added.EndsAt);
                await change.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }
        catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e))
        {
            // The worst result is another sign-in.
        }
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string idHash)
    {
        try
        {
            byte[] hash = Convert.FromHexString(idHash);
            await source.WriteAsync(batch => batch.Add("DELETE FROM sessions WHERE id_hash = $1").Add(hash));
        }
        catch (StoreException)
        {
            // It expires by itself, or ends with its token.
        }
    }

    private static async ValueTask<List<Session>> RowsAsync(NpgsqlDataReader row)
    {
        var sessions = new List<Session>();
        while (await row.ReadAsync())
        {
            sessions.Add(new Session(Convert.ToHexString(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<byte[]>(1), row.GetInt64(2)));
        }

        return sessions;
    }
}
