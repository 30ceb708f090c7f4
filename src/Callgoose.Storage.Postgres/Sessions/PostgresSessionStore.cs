using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sessions;
using Npgsql;

namespace Callgoose.Storage.Postgres.Sessions;

/// <summary>Keeps the sessions for all servers: who signed in at one is signed in at the others.</summary>
internal sealed class PostgresSessionStore(ConnectionSource source) : ISessionStore
{
    private const string Columns = "SELECT id_hash, token_hash, ends_at FROM sessions";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Session>> ReadAsync()
    {
        try
        {
            return await source.ReadAsync<IReadOnlyList<Session>>(static batch => batch.Add(Columns), static async row => await RowsAsync(row));
        }
        catch (StoreException)
        {
            return [];
        }
    }

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
    public async ValueTask ChangeAsync(Session? added, IReadOnlyCollection<string> ended)
    {
        ArgumentNullException.ThrowIfNull(ended);
        try
        {
            await source.WriteAsync(batch =>
            {
                batch.Add("DELETE FROM sessions WHERE id_hash = ANY($1)").Add(ended.Select(Convert.FromHexString));
                if (added is not null)
                {
                    batch.Add("INSERT INTO sessions (id_hash, token_hash, ends_at) VALUES ($1, $2, $3) ON CONFLICT (id_hash) DO NOTHING")
                        .Add(Convert.FromHexString(added.IdHash))
                        .Add(added.TokenHash)
                        .Add(added.EndsAt);
                }
            });
        }
        catch (StoreException)
        {
            // What it costs is a sign-in.
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
