using Callgoose.Incidents;

namespace Callgoose.Storage;

/// <summary>The durable store of incidents: one writer that commits for everyone, and a reader beside it.</summary>
public sealed class IncidentStore : IAsyncDisposable
{
    private readonly SqliteIncidentStore tables;
    private readonly IncidentReader reader;
    private readonly StoreWriter writer;
    private readonly CallRules rules;
    private bool disposed;

    private IncidentStore(SqliteIncidentStore tables, IncidentReader reader, StoreWriter writer, CallRules rules, TimeOrderedIds ids)
    {
        this.tables = tables;
        this.reader = reader;
        this.writer = writer;
        this.rules = rules;
        Ids = ids;
    }

    /// <summary>Whether commits work, as far as is known.</summary>
    public bool IsHealthy => writer.IsHealthy;

    /// <summary>What it has done since it was opened.</summary>
    public StoreStatistics Statistics => tables.Statistics;

    /// <summary>How many commands wait to be committed, those being committed included.</summary>
    public int QueueLength => writer.QueueLength;

    /// <inheritdoc cref="StoreOptions.QueueBound"/>
    public int QueueBound { get; private init; }

    /// <summary>Whether a command would be refused now because too many wait. Costs nothing; may be out of date when it is read.</summary>
    public bool IsFull => QueueLength >= QueueBound;

    /// <inheritdoc cref="StoreOptions.DuplicateWindow"/>
    public TimeSpan DuplicateWindow
    {
        get => rules.DuplicateWindow;
        set => rules.DuplicateWindow = value;
    }

    /// <inheritdoc cref="StoreOptions.Retention"/>
    public TimeSpan Retention
    {
        get => writer.Retention;
        set => writer.Retention = value;
    }

    /// <summary>Makes ids that are newer than every id in the store.</summary>
    public TimeOrderedIds Ids { get; }

    /// <summary>Opens the store of a data folder. Whatever a crash left is put right by SQLite before this comes back.</summary>
    /// <param name="options">How to run it.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="healthChanged">Told when commits stop or begin to work, on the writer's thread; must not throw.</param>
    /// <exception cref="StoreException">The file cannot be opened, is not ours, or is of another version.</exception>
    public static IncidentStore Open(StoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueBound, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBatch, 1);
        var tables = SqliteIncidentStore.Open(options.Folder, options.LockTimeout);
        try
        {
            var ids = new TimeOrderedIds(clock, tables.NewestId());
            var reader = IncidentReader.Open(options.Folder, options.LockTimeout);
            var rules = new CallRules(ids, options.DuplicateWindow);
            var writer = new StoreWriter(tables, rules, options, clock, healthChanged);
            return new IncidentStore(tables, reader, writer, rules, ids) { QueueBound = options.QueueBound };
        }
        catch
        {
            tables.Dispose();
            throw;
        }
    }

    /// <summary>Applies a command and waits until its effect is on disk.</summary>
    /// <returns>
    /// What became of it; at once, without having done anything, if the queue is full, commits do not work, or the store
    /// is being closed. The wait ends with what <see cref="StoreCommand.Apply"/> threw if that was the command's own fault:
    /// then nothing of it was kept.
    /// </returns>
    public ValueTask<CommitStatus> CommitAsync(StoreCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.CommitAsync(command);
    }

    /// <summary>Lists incidents, newest first. Blocks while it reads; may be called from any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than one.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IncidentPage List(IncidentQuery query) => Reader.List(query);

    /// <summary>Counts what is open in an environment. Blocks while it reads; may be called from any thread.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public OpenIncidents CountOpen(string environment, IReadOnlyCollection<string>? services) => Reader.CountOpen(environment, services);

    /// <summary>Finds one incident. Blocks while it reads; may be called from any thread.</summary>
    /// <returns>The incident, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IncidentDetails? Find(TimeOrderedId id) => Reader.Find(id);

    /// <summary>What is read from files that are not those of the folder any more is not what the next start will see.</summary>
    private IncidentReader Reader => tables.Loss is string loss ? throw new StoreException(loss) : reader;

    /// <summary>Takes nothing more, commits what was taken, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await writer.StopAsync();
        reader.Dispose();
        try
        {
            tables.Checkpoint();
        }
        catch (StoreException)
        {
            // What is in the log is durable there; the next start moves it.
        }

        tables.Dispose();
    }
}
