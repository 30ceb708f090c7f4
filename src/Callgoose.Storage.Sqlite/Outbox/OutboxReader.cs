using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>Reads what is to be delivered from a data folder, on a connection of its own.</summary>
public sealed class OutboxReader : IOutboxReader
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement version;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement after;
    private readonly SqliteStatement details;

    private OutboxReader(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        newest = database.Prepare(TransitionReader.NewestLine);
        after = database.Prepare("""
            SELECT sequence, incident, state, urgency, service, environment, source, incident_key, title, occurrences, triggered_at, last_seen_at,
                resolved_at, integration, number, kind, origin, at, cause, comment
            FROM outbox WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
            """);

        // What the writer need not copy, because the timeline keeps it: what the line changed, and the description before later ones changed it.
        details = database.Prepare($"""
            SELECT
                substr(coalesce(
                    (SELECT c.description_was FROM changes c WHERE c.incident = ?1 AND c.number > ?2 AND c.description_was IS NOT NULL ORDER BY c.number LIMIT 1),
                    i.description), 1, {OutboxEvent.DescriptionBytes}),
                EXISTS (SELECT 1 FROM changes c WHERE c.incident = ?1 AND c.number = ?2 AND (c.urgency_is IS NOT NULL OR c.joined IS NOT NULL)),
                (SELECT f.hops FROM forwarded f WHERE f.incident = ?1)
            FROM incidents i WHERE i.sequence = ?1
            """);
    }

    /// <summary>Opens the outbox of a data folder.</summary>
    /// <param name="folder">The data folder, in which the store is open.</param>
    /// <exception cref="StoreException">The file is not there or cannot be opened.</exception>
    public static OutboxReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, LockTimeout);
        try
        {
            return new OutboxReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Version() => Number(version);

    /// <inheritdoc/>
    public long Newest() => Number(newest);

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEvent> ReadAfter(long cursor, int max)
    {
        lock (gate)
        {
            // One view of the file: an incident may change meanwhile.
            database.Execute("BEGIN");
            try
            {
                after.Bind(1, cursor).Bind(2, max);
                var events = new List<OutboxEvent>();
                while (after.Step())
                {
                    events.Add(WithDetails(Event(after)));
                }

                return events;
            }
            finally
            {
                after.Reset();
                details.Reset();
                database.Execute("COMMIT");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private OutboxEvent WithDetails(OutboxEvent told)
    {
        details.Reset();
        return details.Bind(1, IncidentSequence.Of(told.IncidentId)).Bind(2, told.Number).Step()
            ? told with { Description = details.Text(0), HasGrown = details.Number(1) != 0, Hops = (int)(details.NumberOrNull(2) ?? 0) }
            : told;
    }

    private long Number(SqliteStatement statement)
    {
        lock (gate)
        {
            try
            {
                statement.Step();
                return statement.Number(0);
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    private static OutboxEvent Event(SqliteStatement row) => new(
        row.Number(0),
        TimeOrderedId.FromBytes(row.Bytes(1)),
        (int)row.Number(14),
        (TransitionKind)row.Number(15),
        (TransitionOrigin)row.Number(16),
        row.Number(17),
        row.Text(18),
        row.TextOrNull(19),
        new IncidentSummary(
            TimeOrderedId.FromBytes(row.Bytes(1)),
            (IncidentState)row.Number(2),
            (Urgency)row.Number(3),
            row.Text(4),
            row.Text(5),
            row.TextOrNull(6),
            row.TextOrNull(7),
            row.Text(8),
            row.Number(9),
            row.Number(10),
            row.Number(11),
            row.NumberOrNull(12))
        {
            Integration = row.TextOrNull(13) is { Length: > 0 } integration ? integration : null,
        });
}
