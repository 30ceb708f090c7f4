using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Changes the due times of many incidents at once. This is rare, so the statements are not kept.</summary>
internal sealed class DueTable(SqliteDatabase database)
{
    /// <inheritdoc cref="IBatchStore.ShiftExpiryAsync"/>
    public void Shift(long after, long upTo, long by)
    {
        using SqliteStatement shift = database.Prepare("""
            UPDATE incidents
            SET expires_at = expires_at + ?1, due_at = iif(state = 4 AND held_until IS NOT NULL, min(held_until, expires_at + ?1), expires_at + ?1)
            WHERE due_at IS NOT NULL AND expires_at > ?2 AND expires_at <= ?3
            """);
        shift.Bind(1, by).Bind(2, after).Bind(3, upTo).Run();
    }

    /// <inheritdoc cref="IBatchStore.HoldUntilAsync"/>
    public void HoldUntil(Func<string, long> until)
    {
        foreach ((long scope, string service) in HeldScopes())
        {
            using SqliteStatement hold = database.Prepare("""
                UPDATE incidents
                SET held_until = ?2, due_at = iif(expires_at IS NULL, ?2, min(?2, expires_at))
                WHERE scope = ?1 AND due_at IS NOT NULL AND state = 4 AND held_until <> ?2
                """);
            hold.Bind(1, scope).Bind(2, Math.Max(until(service), 1)).Run();
        }
    }

    private List<(long Scope, string Service)> HeldScopes()
    {
        using SqliteStatement find = database.Prepare("""
            SELECT id, service FROM scopes
            WHERE id IN (SELECT scope FROM incidents INDEXED BY incidents_due WHERE due_at IS NOT NULL AND state = 4 AND held_until IS NOT NULL)
            """);
        var found = new List<(long, string)>();
        while (find.Step())
        {
            found.Add((find.Number(0), find.Text(1)));
        }

        return found;
    }
}
