using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>Reads the outbox of a data folder, on its own connection.</summary>
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
        after = database.Prepare("SELECT events FROM outbox WHERE sequence > ?1 ORDER BY sequence");

        // Reads what the outbox does not copy, because it never changes or because the timeline has it. The description is computed by
        // reverting the changes of later lines.
        details = database.Prepare($"""
            SELECT i.id, s.environment, s.service, n.name, i.source, i.incident_key, i.triggered_at, t.kind, t.origin, t.at, t.cause, t.comment,
                substr(coalesce(
                    (SELECT c.description_was FROM changes c WHERE c.incident = ?1 AND c.number > ?2 AND c.description_was IS NOT NULL ORDER BY c.number LIMIT 1),
                    i.description), 1, {OutboxEvent.DescriptionBytes}),
                EXISTS (SELECT 1 FROM changes c WHERE c.incident = ?1 AND c.number = ?2 AND (c.urgency_is IS NOT NULL OR c.joined IS NOT NULL)),
                (SELECT f.hops FROM forwarded f WHERE f.incident = ?1)
            FROM timeline t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope LEFT JOIN names n ON n.id = i.integration
            WHERE t.incident = ?1 AND t.number = ?2
            """);
    }

    /// <summary>Opens the outbox of a data folder.</summary>
    /// <param name="folder">The data folder; the store must be open.</param>
    /// <exception cref="StoreException">The file does not exist or cannot be opened.</exception>
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
            // One consistent view of the file: an incident may change meanwhile.
            database.Execute("BEGIN");
            try
            {
                var events = new List<OutboxEvent>();
                after.Bind(1, cursor);
                while (events.Count < max && after.Step())
                {
                    ReadOnlySpan<byte> rest = after.Bytes(0);
                    while (events.Count < max && !rest.IsEmpty)
                    {
                        rest = OutboxCodec.Read(rest, out long sequence, out int number, out StoredIncident incident, out ReadOnlySpan<byte> title);
                        if (sequence > cursor && details.Bind(1, incident.Sequence).Bind(2, number).Step())
                        {
                            events.Add(Event(details, sequence, number, incident, Encoding.UTF8.GetString(title)));
                            details.Reset();
                        }
                    }
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

    private static OutboxEvent Event(SqliteStatement row, long sequence, int number, in StoredIncident incident, string title)
    {
        TimeOrderedId id = TimeOrderedId.FromBytes(row.Bytes(0));
        return new OutboxEvent(
            sequence,
            id,
            number,
            (TransitionKind)row.Number(7),
            (TransitionOrigin)row.Number(8),
            row.Number(9),
            row.Text(10),
            row.TextOrNull(11),
            new IncidentSummary(
                id,
                incident.State,
                incident.Urgency,
                row.Text(2),
                row.Text(1),
                row.TextOrNull(4),
                row.TextOrNull(5),
                title,
                incident.Occurrences,
                row.Number(6),
                incident.LastSeenAt,
                incident.ResolvedAt == 0 ? null : incident.ResolvedAt)
            {
                Integration = row.TextOrNull(3) is { Length: > 0 } integration ? integration : null,
            })
        {
            Description = row.Text(12),
            HasGrown = row.Number(13) != 0,
            Hops = (int)(row.NumberOrNull(14) ?? 0),
        };
    }
}
