using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>The writer's side of the outbox: transitions that are to be delivered, each with its incident as it is at that moment.</summary>
internal sealed class OutboxTable(SqliteDatabase database)
{
    private readonly SqliteStatement append = database.Prepare("""
        INSERT INTO outbox (sequence, incident, number, kind, origin, at, cause, comment, state, urgency, occurrences, triggered_at, last_seen_at,
            resolved_at, environment, service, integration, source, incident_key, title)
        SELECT ?1, i.id, ?3, ?4, ?5, ?6, ?7, ?8, i.state, i.urgency, i.occurrences, i.triggered_at, i.last_seen_at,
            i.resolved_at, s.environment, s.service, n.name, i.source, i.incident_key, i.title
        FROM incidents i JOIN scopes s ON s.id = i.scope LEFT JOIN names n ON n.id = i.integration WHERE i.sequence = ?2
        """);

    private readonly SqliteStatement noteHops = database.Prepare("INSERT INTO forwarded (incident, hops) VALUES (?1, ?2)");
    private readonly SqliteStatement remove = database.Prepare("DELETE FROM outbox WHERE sequence <= ?1");
    private readonly SqliteStatement oldest = database.Prepare("SELECT at FROM outbox ORDER BY sequence LIMIT 1");

    /// <summary>Adds a transition of an incident whose row has been written.</summary>
    public void Append(long sequence, long incident, int number, in Transition transition) => append
        .Bind(1, sequence)
        .Bind(2, incident)
        .Bind(3, number)
        .Bind(4, (long)transition.Kind)
        .Bind(5, (long)transition.Origin)
        .Bind(6, transition.At)
        .Bind(7, Encoding.UTF8.GetBytes(transition.Cause))
        .BindOrNull(8, transition.Comment is null ? default : Encoding.UTF8.GetBytes(transition.Comment))
        .Run();

    /// <summary>Notes through how many servers an incident came. Of a new incident only.</summary>
    public void NoteHops(long incident, int hops) => noteHops.Bind(1, incident).Bind(2, hops).Run();

    /// <summary>Removes everything up to an event.</summary>
    public void Remove(long upTo) => remove.Bind(1, upTo).Run();

    /// <summary>When the oldest event happened that is still to be delivered; <see cref="long.MaxValue"/> if there is none.</summary>
    public long OldestAt()
    {
        long at = oldest.Step() ? oldest.Number(0) : long.MaxValue;
        oldest.Reset();
        return at;
    }
}
