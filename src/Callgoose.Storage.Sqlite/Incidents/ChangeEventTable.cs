using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>
/// Stores change events for ninety days, independent of the retention of incidents: they are few, and useful for as long as people ask what
/// happened before an incident.
/// </summary>
internal sealed class ChangeEventTable(SqliteDatabase database)
{
    private readonly SqliteStatement insert = database.Prepare("""
        INSERT INTO change_events (id, environment, services, source, summary, at, received_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    private readonly ExpiringRows rows = new(database, "change_events", TimeSpan.FromDays(90));

    /// <summary>Stores a change event.</summary>
    public void Record(ChangeEvent change)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        change.Id.WriteBytes(id);
        insert.Bind(1, id)
            .Bind(2, Encoding.UTF8.GetBytes(change.Environment))
            .Bind(3, Encoding.UTF8.GetBytes(string.Join('\n', change.Services)));
        (change.Source is string source ? insert.Bind(4, Encoding.UTF8.GetBytes(source)) : insert.Bind(4, (long?)null))
            .Bind(5, Encoding.UTF8.GetBytes(change.Summary))
            .Bind(6, change.At)
            .Bind(7, change.ReceivedAt)
            .Bind(8, change.Body ?? [])
            .Run();
        rows.Written(change.ReceivedAt);
    }

    /// <inheritdoc cref="ExpiringRows.RemoveSome"/>
    public bool RemoveSome(long now) => rows.RemoveSome(now);
}
