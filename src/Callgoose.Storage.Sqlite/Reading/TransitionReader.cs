using System.Text;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>
/// Follows the transitions of all incidents, on its own connection. It polls the file instead of being notified: so followers cost the
/// writer nothing, and changes by other processes are seen as well. A poll costs microseconds.
/// </summary>
public sealed class TransitionReader : ITransitionReader
{
    /// <summary>The number of the newest line of all timelines.</summary>
    internal static readonly string NewestLine =
        $"SELECT coalesce((SELECT sequence + length(lines) / {TimelineTable.LineBytes} - 1 FROM commits ORDER BY sequence DESC LIMIT 1), 0)";

    /// <summary>The transactions after a line number, starting with the one that has the next line.</summary>
    internal const string OrderFrom = """
        SELECT sequence, lines FROM commits
        WHERE sequence >= coalesce((SELECT max(sequence) FROM commits WHERE sequence <= ?1 + 1), 0) ORDER BY sequence
        """;

    /// <summary>Only a backup that is being restored locks the file for long, and no server runs meanwhile.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement version;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement order;
    private readonly SqliteStatement line;

    private TransitionReader(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        newest = database.Prepare(NewestLine);
        order = database.Prepare(OrderFrom);
        line = database.Prepare($"""
            SELECT {IncidentReader.Columns}, t.kind, t.at, t.cause, t.call_id, t.comment, t.origin
            FROM timeline t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope
                LEFT JOIN names n ON n.id = i.integration
            WHERE t.incident = ?1 AND t.number = ?2 AND s.environment = ?3
            """);
    }

    /// <summary>Opens the transitions of a data folder.</summary>
    /// <param name="folder">The data folder; the store must be open.</param>
    /// <exception cref="StoreException">The file does not exist or cannot be opened.</exception>
    public static TransitionReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, LockTimeout);
        try
        {
            return new TransitionReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Returns a number that changes with every commit.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Version() => Number(version);

    /// <summary>Returns the number of the newest transition; 0 if there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Newest() => Number(newest);

    /// <summary>Reads the transitions of an environment after a given one, oldest first.</summary>
    /// <param name="sequence">The number of that transition.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="limit">The maximum number of transitions.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<FollowedTransition> After(long sequence, string environment, int limit)
    {
        lock (gate)
        {
            // One consistent view of the file: an incident may be removed meanwhile.
            database.Execute("BEGIN");
            try
            {
                var transitions = new List<FollowedTransition>();
                byte[] name = Encoding.UTF8.GetBytes(environment);
                order.Bind(1, sequence);
                while (transitions.Count < limit && order.Step())
                {
                    var lines = new CommittedLines(order.Number(0), order.Bytes(1), sequence);
                    while (transitions.Count < limit && lines.TryRead(out long next, out long incident, out int number))
                    {
                        Add(transitions, next, incident, number, name);
                    }
                }

                return transitions;
            }
            finally
            {
                order.Reset();
                line.Reset();
                database.Execute("COMMIT");
            }
        }
    }

    ValueTask<long> ITransitionReader.VersionAsync() => new(Version());

    ValueTask<long> ITransitionReader.NewestAsync() => new(Newest());

    ValueTask<IReadOnlyList<FollowedTransition>> ITransitionReader.AfterAsync(long sequence, string environment, int limit) => new(After(sequence, environment, limit));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private void Add(List<FollowedTransition> transitions, long sequence, long incident, int number, byte[] environment)
    {
        if (line.Bind(1, incident).Bind(2, number).Bind(3, environment).Step())
        {
            transitions.Add(new FollowedTransition(sequence, IncidentReader.Line(line, IncidentReader.ColumnCount), IncidentReader.Summary(line)));
            line.Reset();
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
