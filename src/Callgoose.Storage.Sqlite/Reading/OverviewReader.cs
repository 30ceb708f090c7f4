using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>Reads the events of overviews, on its own connection. No page keeps a view of the file for longer than some milliseconds.</summary>
public sealed class OverviewReader : IOverviewReader
{
    /// <summary>The time of the first line of a kind in the timeline of an incident.</summary>
    private const string OpenedAt = 
        "iif(i.first_kind = 1, i.triggered_at, (SELECT at FROM transitions f WHERE f.incident = i.sequence AND f.kind = 1 ORDER BY f.number LIMIT 1))";
    private const string AcknowledgedAt = "(SELECT at FROM transitions f WHERE f.incident = i.sequence AND f.kind = 2 ORDER BY f.number LIMIT 1)";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly SqliteDatabase database;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement walk;
    private readonly SqliteStatement order;
    private readonly SqliteStatement line;

    private OverviewReader(SqliteDatabase database)
    {
        this.database = database;
        newest = database.Prepare(TransitionReader.NewestLine);
        order = database.Prepare(TransitionReader.OrderFrom);
        walk = database.Prepare($"""
            SELECT {IncidentReader.Columns}, {OpenedAt}, {AcknowledgedAt}
            FROM incidents i JOIN scopes s ON s.id = i.scope {IncidentReader.Names}
            WHERE i.sequence > ?1 ORDER BY i.sequence LIMIT ?2
            """);
        line = database.Prepare($"""
            SELECT {IncidentReader.Columns}, {OpenedAt}, t.kind, t.at
            FROM timeline t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope {IncidentReader.Names}
            WHERE t.incident = ?1 AND t.number = ?2 AND t.kind IN (1, 2, 4)
                AND NOT EXISTS (SELECT 1 FROM transitions e WHERE e.incident = ?1 AND e.number < ?2 AND e.kind = t.kind)
                AND NOT (?2 > 1 AND coalesce(i.first_kind, 0) = t.kind)
            """);
    }

    /// <summary>Opens the incidents of a data folder.</summary>
    /// <param name="folder">The data folder; a server must have run on it before.</param>
    /// <exception cref="StoreException">The file does not exist or cannot be opened.</exception>
    public static OverviewReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, LockTimeout);
        try
        {
            return new OverviewReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<OverviewPage> WalkAsync(long after, long since, int limit) => new(InOneView(() => Walk(after, since, limit)));

    /// <inheritdoc/>
    public ValueTask<OverviewPage?> FollowAsync(long after, int limit) => new(InOneView(() => Follow(after, limit)));

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    private OverviewPage Walk(long after, long since, int limit)
    {
        var events = new List<OverviewEvent>();
        long last = Math.Max(after, IncidentSequence.FirstOf(since) - 1);
        int seen = 0;
        walk.Bind(1, last).Bind(2, limit);
        for (; walk.Step(); seen++)
        {
            last = walk.Number(0);
            if (walk.NumberOrNull(IncidentReader.ColumnCount) is long openedAt)
            {
                AddWalked(events, openedAt);
            }
        }

        return new OverviewPage(events, last, Newest(), seen < limit);
    }

    private void AddWalked(List<OverviewEvent> events, long openedAt)
    {
        IncidentSummary incident = IncidentReader.Summary(walk);
        long number = walk.Number(0);
        events.Add(new OverviewEvent(TransitionKind.Triggered, openedAt, openedAt, number, 0, incident));
        if (walk.NumberOrNull(IncidentReader.ColumnCount + 1) is long acknowledgedAt)
        {
            events.Add(new OverviewEvent(TransitionKind.Acknowledged, acknowledgedAt, openedAt, number, 0, incident));
        }

        if (incident.ResolvedAt is long resolvedAt)
        {
            events.Add(new OverviewEvent(TransitionKind.Resolved, resolvedAt, openedAt, number, 0, incident));
        }
    }

    private OverviewPage? Follow(long after, int limit)
    {
        long newestLine = Newest();
        var events = new List<OverviewEvent>();
        long last = after;
        order.Bind(1, after);
        while (last < newestLine && last - after < limit && order.Step())
        {
            var lines = new CommittedLines(order.Number(0), order.Bytes(1), after);
            while (last - after < limit && lines.TryRead(out long sequence, out long incident, out int number))
            {
                if (sequence > last + 1)
                {
                    return null;
                }

                last = sequence;
                AddFollowed(events, sequence, incident, number);
            }
        }

        // A restored store may have fewer lines than were already followed.
        return last < newestLine && last == after || newestLine < after ? null : new OverviewPage(events, last, newestLine, last == newestLine);
    }

    private void AddFollowed(List<OverviewEvent> events, long sequence, long incident, int number)
    {
        if (line.Bind(1, incident).Bind(2, number).Step())
        {
            if (line.NumberOrNull(IncidentReader.ColumnCount) is long openedAt)
            {
                var kind = (TransitionKind)line.Number(IncidentReader.ColumnCount + 1);
                events.Add(new OverviewEvent(kind, line.Number(IncidentReader.ColumnCount + 2), openedAt, incident, sequence, IncidentReader.Summary(line)));
            }

            line.Reset();
        }
    }

    private long Newest()
    {
        newest.Step();
        long number = newest.Number(0);
        newest.Reset();
        return number;
    }

    private T InOneView<T>(Func<T> read)
    {
        database.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            newest.Reset();
            walk.Reset();
            order.Reset();
            line.Reset();
            if (database.InTransaction)
            {
                database.Execute("COMMIT");
            }
        }
    }
}
