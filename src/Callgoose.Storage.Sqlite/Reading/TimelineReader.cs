namespace Callgoose.Storage.Sqlite;

/// <summary>Follows the timelines of all incidents of all environments, on a connection of its own.</summary>
/// <remarks>One thread writes them, so the order of their numbers is the order in which they were committed: none appears behind a follower.</remarks>
public sealed class TimelineReader : IDisposable
{
    /// <summary>As much of a description as messages have a use for.</summary>
    public const int DescriptionBytes = 8192;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement version;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement order;
    private readonly SqliteStatement line;

    private TimelineReader(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        newest = database.Prepare(TransitionReader.NewestLine);
        order = database.Prepare(TransitionReader.OrderFrom);

        // What happens to an incident while a maintenance holds it is for the readers of its timeline alone.
        line = database.Prepare($"""
            SELECT {IncidentReader.Columns}, t.kind, t.at, t.cause, t.call_id, t.comment, t.origin, substr(i.description, 1, {DescriptionBytes})
            FROM transitions t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope
                LEFT JOIN names n ON n.id = i.integration
            WHERE t.incident = ?1 AND t.number = ?2 AND (t.kind = 1 OR coalesce((
                SELECT o.kind FROM transitions o WHERE o.incident = t.incident AND o.number <= t.number AND o.kind IN (1, 6) ORDER BY o.number DESC LIMIT 1), 1) <> 6)
            """);
    }

    /// <summary>Opens the timelines of a data folder.</summary>
    /// <param name="folder">The data folder, in which the store is open, or has been.</param>
    /// <exception cref="StoreException">The file is not there or cannot be opened.</exception>
    public static TimelineReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, LockTimeout);
        try
        {
            return new TimelineReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A number that is another one after every commit.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Version() => Number(version);

    /// <summary>The number of the newest line; 0 if there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Newest() => Number(newest);

    /// <summary>The lines behind one, oldest first.</summary>
    /// <param name="sequence">The number of that one.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<TimelineEntry> After(long sequence, int limit)
    {
        lock (gate)
        {
            // One view of the file: an incident may be removed meanwhile.
            database.Execute("BEGIN");
            try
            {
                var entries = new List<TimelineEntry>();
                order.Bind(1, sequence);
                while (entries.Count < limit && order.Step())
                {
                    var lines = new CommittedLines(order.Number(0), order.Bytes(1), sequence);
                    while (entries.Count < limit && lines.TryRead(out long next, out long incident, out int number))
                    {
                        Add(entries, next, incident, number);
                    }
                }

                return entries;
            }
            finally
            {
                order.Reset();
                line.Reset();
                database.Execute("COMMIT");
            }
        }
    }

    private void Add(List<TimelineEntry> entries, long sequence, long incident, int number)
    {
        if (line.Bind(1, incident).Bind(2, number).Step())
        {
            entries.Add(new TimelineEntry(
                sequence,
                number,
                IncidentReader.Line(line, IncidentReader.ColumnCount),
                IncidentReader.Summary(line),
                line.Text(IncidentReader.ColumnCount + 6)));
            line.Reset();
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
}
