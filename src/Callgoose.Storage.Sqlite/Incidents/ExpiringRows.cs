using System.Globalization;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>Removes expired rows of a table, a few at a time, so that no commit takes long because of it.</summary>
internal sealed class ExpiringRows
{
    private const int RemovedAtOnce = 128;
    private const int WritesBetween = 64;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement remove;
    private readonly long lifetime;
    private int writes;

    /// <summary>Creates the statement for a table with the columns <c>sequence</c>, which grows with each write, and <c>received_at</c>.</summary>
    public ExpiringRows(SqliteDatabase database, string table, TimeSpan lifetime)
    {
        this.database = database;
        this.lifetime = (long)lifetime.TotalMilliseconds;
        remove = database.Prepare(string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM {table} WHERE sequence IN (SELECT sequence FROM {table} ORDER BY sequence LIMIT {RemovedAtOnce}) AND received_at < ?1
            """));
    }

    /// <summary>The time from which on rows are valid, in Unix milliseconds.</summary>
    public long Since(long now) => now - lifetime;

    /// <summary>Counts a write, and from time to time removes old rows: more of them than were written since, so that the table shrinks again.</summary>
    public void Written(long now)
    {
        if (++writes >= WritesBetween)
        {
            writes = 0;
            RemoveSome(now);
        }
    }

    /// <summary>Removes some of the expired rows.</summary>
    /// <returns>True if there may be more.</returns>
    public bool RemoveSome(long now)
    {
        remove.Bind(1, Since(now)).Run();
        return database.Changes == RemovedAtOnce;
    }
}
