using System.Text;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Incidents;

namespace Callgoose.Storage.Sqlite.Reading;

/// <summary>
/// Follows the transitions of all incidents, on a connection of its own. It looks instead of being told: so the writer does
/// nothing for those who follow, and what another process does on the data folder is seen as well. A look costs microseconds.
/// </summary>
public sealed class TransitionReader : ITransitionReader
{
    /// <summary>The number of the newest line of all timelines.</summary>
    internal static readonly string NewestLine =
        $"SELECT coalesce((SELECT sequence + length(lines) / {TimelineTable.LineBytes} - 1 FROM commits ORDER BY sequence DESC LIMIT 1), 0)";

    /// <summary>The transactions from the one on that has the line behind a number.</summary>
    internal const string OrderFrom = """
        SELECT sequence, lines FROM commits
        WHERE sequence >= coalesce((SELECT max(sequence) FROM commits WHERE sequence <= ?1 + 1), 0) ORDER BY sequence
        """;

    /// <summary>Nobody holds the file for long but a backup that is being put back, and that has no server beside it.</summary>
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
    /// <param name="folder">The data folder, in which the store is open.</param>
    /// <exception cref="StoreException">The file is not there or cannot be opened.</exception>
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

    /// <summary>A number that is another one after every commit.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Version() => Number(version);

    /// <summary>The number of the newest transition; 0 if there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public long Newest() => Number(newest);

    /// <summary>The transitions of an environment behind one, oldest first.</summary>
    /// <param name="sequence">The number of that one.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<FollowedTransition> After(long sequence, string environment, int limit)
    {
        lock (gate)
        {
            // One view of the file: an incident may be removed meanwhile.
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
