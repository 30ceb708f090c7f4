using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Remembers for a month when each key was last resolved, so that a late trigger opens nothing.</summary>
internal sealed class ResolveTable(SqliteDatabase database)
{
    private readonly SqliteStatement find = database.Prepare("SELECT at FROM resolves WHERE scope = ?1 AND key_space = ?2 AND index_key = ?3");
    private readonly SqliteStatement record = database.Prepare(
        "INSERT OR REPLACE INTO resolves (scope, key_space, index_key, at, received_at) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement forget = database.Prepare("DELETE FROM resolves WHERE scope = ?1 AND key_space = ?2 AND index_key = ?3");

    private readonly ExpiringRows rows = new(database, "resolves", TimeSpan.FromDays(30));

    /// <summary>Finds the newest resolve of a key.</summary>
    public bool TryFind(long scope, long keySpace, ReadOnlySpan<byte> indexKey, out long at)
    {
        bool found = find.Bind(1, scope).Bind(2, keySpace).Bind(3, indexKey).Step();
        at = found ? find.Number(0) : 0;
        if (found)
        {
            find.Reset();
        }

        return found;
    }

    /// <summary>Stores a resolve, unless a newer one is stored.</summary>
    public void Record(long scope, long keySpace, ReadOnlySpan<byte> indexKey, long at, long receivedAt)
    {
        if (TryFind(scope, keySpace, indexKey, out long known))
        {
            at = Math.Max(at, known);
        }

        record.Bind(1, scope).Bind(2, keySpace).Bind(3, indexKey).Bind(4, at).Bind(5, receivedAt).Run();
        rows.Written(receivedAt);
    }

    /// <summary>Removes the resolve of a key.</summary>
    public void Forget(long scope, long keySpace, ReadOnlySpan<byte> indexKey) => forget.Bind(1, scope).Bind(2, keySpace).Bind(3, indexKey).Run();

    /// <inheritdoc cref="ExpiringRows.RemoveSome"/>
    public bool RemoveSome(long now) => rows.RemoveSome(now);
}
