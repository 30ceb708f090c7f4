using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>
/// Follows the transitions of all incidents, on a connection of its own. It looks instead of being told: so the writer does
/// nothing for those who follow, and what another process does on the data folder is seen as well. A look costs microseconds.
/// </summary>
public sealed class TransitionReader : IDisposable
{
    /// <summary>Nobody holds the file for long but a backup that is being put back, and that has no server beside it.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement version;
    private readonly SqliteStatement newest;
    private readonly SqliteStatement after;

    private TransitionReader(SqliteDatabase database)
    {
        this.database = database;
        version = database.Prepare("PRAGMA data_version");
        newest = database.Prepare("SELECT max(sequence) FROM transitions");
        after = database.Prepare($"""
            SELECT {IncidentReader.Columns}, t.sequence, t.kind, t.at, t.cause, t.call_id, t.comment
            FROM transitions t JOIN incidents i ON i.sequence = t.incident JOIN scopes s ON s.id = i.scope
            WHERE t.sequence > ?1 AND s.environment = ?2 ORDER BY t.sequence LIMIT ?3
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
        const int First = 13;
        lock (gate)
        {
            try
            {
                after.Bind(1, sequence).Bind(2, Encoding.UTF8.GetBytes(environment)).Bind(3, limit);
                var transitions = new List<FollowedTransition>();
                while (after.Step())
                {
                    var transition = new Transition(
                        (TransitionKind)after.Number(First + 1), after.Number(First + 2), after.Text(First + 3),
                        TimeOrderedId.FromBytes(after.Bytes(First + 4)), after.TextOrNull(First + 5));
                    transitions.Add(new FollowedTransition(after.Number(First), transition, IncidentReader.Summary(after)));
                }

                return transitions;
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
