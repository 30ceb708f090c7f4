using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Statistics;
using Callgoose.Storage.Writer;

namespace Callgoose.Storage;

/// <summary>The durable store of incidents: one writer that commits for everyone, and a reader beside it.</summary>
public sealed class IncidentStore : IAsyncDisposable
{
    private readonly IBatchStore store;
    private readonly IIncidentReader reader;
    private readonly Func<IOutboxReader> openOutbox;
    private readonly Func<IQueueReader>? openQueue;
    private readonly StoreWriter writer;
    private readonly CallRules rules;
    private bool disposed;

    /// <summary>Starts the writer of a store.</summary>
    /// <param name="store">Where incidents are kept; closed with this.</param>
    /// <param name="reader">Reads from there; closed with this.</param>
    /// <param name="openOutbox">Opens what reads the outbox there; closed by whoever has it opened.</param>
    /// <param name="ids">Makes ids that are newer than every id in the store.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="healthChanged">Told when commits stop or begin to work, on the writer's thread; must not throw.</param>
    /// <param name="openQueue">Opens what reads the line of calls that are relayed; null where nothing can be.</param>
    public IncidentStore(
        IBatchStore store, IIncidentReader reader, Func<IOutboxReader> openOutbox, TimeOrderedIds ids, StoreOptions options, TimeProvider clock,
        Action<StoreHealthChange>? healthChanged = null, Func<IQueueReader>? openQueue = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueBound, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBatch, 1);
        this.store = store;
        this.reader = reader;
        this.openOutbox = openOutbox;
        this.openQueue = openQueue;
        Ids = ids;
        QueueBound = options.QueueBound;
        store.HasOutbox = options.HasOutbox;
        rules = new CallRules(ids, options.DuplicateWindow);
        writer = new StoreWriter(store, rules, options, clock, healthChanged);
    }

    /// <summary>Whether commits work, as far as is known.</summary>
    public bool IsHealthy => writer.IsHealthy;

    /// <summary>What was found to have become of what is kept; null if nothing. What is read from there is not what the next start sees.</summary>
    public string? Loss => store.Loss;

    /// <summary>When the writer last went on, by <see cref="Environment.TickCount64"/>: a second ago at most, unless a commit takes longer.</summary>
    public long ProgressedAt => writer.ProgressedAt;

    /// <summary>What it has done since it was opened.</summary>
    public StoreStatistics Statistics => store.Statistics;

    /// <summary>How many commands wait to be committed, those being committed included.</summary>
    public int QueueLength => writer.QueueLength;

    /// <inheritdoc cref="StoreOptions.QueueBound"/>
    public int QueueBound { get; }

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

    /// <summary>
    /// Gives the end of the maintenance that a service is in, in Unix milliseconds (UTC); 0 if it is in none. Set anew whenever maintenances
    /// change: what is held follows within a second. May be set from any thread; null leaves what is held as it is.
    /// </summary>
    public Func<string, long>? Maintenance
    {
        get => writer.Maintenance;
        set => writer.Maintenance = value;
    }

    /// <summary>Makes ids that are newer than every id in the store.</summary>
    public TimeOrderedIds Ids { get; }

    /// <summary>Applies a command and waits until its effect is on disk.</summary>
    /// <returns>
    /// What became of it; at once, without having done anything, if the queue is full, commits do not work, or the store
    /// is being closed. The wait ends with what <see cref="StoreCommand.Apply"/> threw if that was the command's own fault:
    /// then nothing of it was kept.
    /// </returns>
    public ValueTask<CommitStatus> CommitAsync(StoreCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Prepare();
        return writer.CommitAsync(command);
    }

    /// <summary>Whether transitions are written to the outbox as well, from the next commit on. May be changed from any thread.</summary>
    public bool HasOutbox
    {
        get => store.HasOutbox;
        set => store.HasOutbox = value;
    }

    /// <summary>Opens what reads the outbox, which the caller closes before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public IOutboxReader OpenOutbox() => openOutbox();

    /// <summary>How it stands with the line of calls that are relayed from here. May be asked from any thread.</summary>
    public QueueStatus Queue => store.Queue;

    /// <summary>Opens what reads the line of calls that are relayed, which the caller closes before this.</summary>
    /// <exception cref="StoreException">It cannot be opened, or this store has none.</exception>
    public IQueueReader OpenQueue() => openQueue is null ? throw new StoreException("Nothing can be relayed from this store.") : openQueue();

    /// <summary>Removes the events that have been delivered, up to one of them. A store may leave some for the next time, so that no call waits for long.</summary>
    /// <param name="upTo">The number of the last one to remove.</param>
    /// <returns>As <see cref="CommitAsync"/>.</returns>
    public ValueTask<CommitStatus> RemoveOutboxAsync(long upTo) => CommitAsync(new RemoveOutboxCommand(upTo));

    /// <summary>Lists incidents, newest first. May be called from any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than one.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<IncidentPage> ListAsync(IncidentQuery query) => Reader.ListAsync(query);

    /// <summary>Counts what is open in an environment. May be called from any thread.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services) => Reader.CountOpenAsync(environment, services);

    /// <summary>Finds one incident. May be called from any thread.</summary>
    /// <returns>The incident, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => Reader.FindAsync(id);

    /// <summary>Finds what is remembered of a delivery. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.FindDeliveryAsync"/>
    public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery) => Reader.FindDeliveryAsync(token, delivery);

    /// <summary>Lists change events, newest first, without their bodies. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.ListChangesAsync"/>
    public ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query) => Reader.ListChangesAsync(query);

    /// <summary>Finds one change event, with its body. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.FindChangeAsync"/>
    public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => Reader.FindChangeAsync(id);

    /// <summary>What is read from files that are not those of the folder any more is not what the next start will see.</summary>
    private IIncidentReader Reader => store.Loss is string loss ? throw new StoreException(loss) : reader;

    /// <summary>Takes nothing more, commits what was taken, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await writer.StopAsync();
        reader.Dispose();
        store.Dispose();
    }
}
