using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>Follows the timelines of all incidents of all environments, on a connection of its own.</summary>
/// <remarks>One thread writes them, so the order of their numbers is the order in which they were committed: none appears behind a follower.</remarks>
public sealed class TimelineReader : IDisposable
{
    /// <summary>As much of a description as messages have a use for.</summary>
    public const int DescriptionBytes = 8192;

    private const int First = 13;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement version;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement after;

    private TimelineReader(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        newest = database.Prepare("SELECT max(sequence) FROM transitions");
        after = database.Prepare($"""
            SELECT {IncidentReader.Columns}, t.sequence, t.kind, t.at, t.cause, t.call_id, t.comment, substr(i.description, 1, {DescriptionBytes}),
                (SELECT count(*) FROM transitions o WHERE o.incident = t.incident AND o.sequence <= t.sequence)
            FROM transitions t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope
            WHERE t.sequence > ?1 ORDER BY t.sequence LIMIT ?2
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
            try
            {
                after.Bind(1, sequence).Bind(2, limit);
                var entries = new List<TimelineEntry>();
                while (after.Step())
                {
                    var transition = new Transition(
                        (TransitionKind)after.Number(First + 1), after.Number(First + 2), after.Text(First + 3),
                        TimeOrderedId.FromBytes(after.Bytes(First + 4)), after.TextOrNull(First + 5));
                    entries.Add(new TimelineEntry(
                        after.Number(First), (int)after.Number(First + 7), transition, IncidentReader.Summary(after), after.Text(First + 6)));
                }

                return entries;
            }
            finally
            {
                after.Reset();
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
}
