using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Deliveries;

/// <content>Destinations that the configuration does not have any more.</content>
internal sealed partial class DeliveryTables
{
    /// <summary>The maximum number of deliveries that are given up at once: each causes an event for the other destinations.</summary>
    private const int GivenUpAtOnce = 200;

    /// <inheritdoc/>
    public void RemoveDestination(string name, long now)
    {
        using SqliteStatement remove = database.Prepare("UPDATE destinations SET removed_at = ?2 WHERE name = ?1");
        remove.Bind(1, name).Bind(2, now).Run();
    }

    /// <inheritdoc/>
    public void FindRemoved(long now) => database.Execute($"""
        INSERT OR IGNORE INTO destinations (name, since, removed_at) SELECT DISTINCT destination, 0, {now} FROM deliveries WHERE state = 1
        """);

    /// <inheritdoc/>
    public IReadOnlyList<RemovedDestination> Removed()
    {
        database.Execute("""
            DELETE FROM destinations WHERE removed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.destination = destinations.name AND d.state = 1)
            """);
        using SqliteStatement read = database.Prepare("""
            SELECT s.name, s.removed_at, count(*), min(d.created_at) FROM destinations s JOIN deliveries d ON d.destination = s.name AND d.state = 1
            WHERE s.removed_at IS NOT NULL GROUP BY s.name
            """);
        var removed = new List<RemovedDestination>();
        while (read.Step())
        {
            removed.Add(new RemovedDestination(read.Text(0), read.Number(1), read.Number(2), read.Number(3)));
        }

        return removed;
    }

    /// <inheritdoc/>
    public int GiveUp(string destination, string reason, long now)
    {
        using SqliteStatement give = database.Prepare($"""
            UPDATE deliveries SET state = 3, finished_at = ?2, answer = ?3, told = (kind = 'delivery_failed')
            WHERE sequence IN (SELECT sequence FROM deliveries WHERE destination = ?1 AND state = 1 ORDER BY sequence LIMIT {GivenUpAtOnce})
            """);
        give.Bind(1, destination).Bind(2, now).Bind(3, reason).Run();
        return database.Changes;
    }
}
