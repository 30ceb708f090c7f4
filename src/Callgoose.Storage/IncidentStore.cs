using Callgoose.Incidents;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Outbox;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Statistics;
using Callgoose.Storage.Writer;

namespace Callgoose.Storage;

/// <summary>The durable store of incidents: one writer that commits for all callers, and a reader beside it.</summary>
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
    /// <param name="store">The store that keeps incidents; closed with this.</param>
    /// <param name="reader">Reads from that store; closed with this.</param>
    /// <param name="openOutbox">Opens a reader of its outbox; whoever opens one closes it.</param>
    /// <param name="ids">Creates ids that are newer than every id in the store.</param>
    /// <param name="options">The settings of the store.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="healthChanged">Called when commits stop working or work again, on the writer's thread; must not throw.</param>
    /// <param name="openQueue">Opens a reader of the relay queue; null where there is none.</param>
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

    /// <summary>True while commits work, as far as is known.</summary>
    public bool IsHealthy => writer.IsHealthy;

    /// <summary>The data loss that was detected, as a sentence; null if none was. After a loss, reads do not return what the next start will see.</summary>
    public string? Loss => store.Loss;

    /// <summary>When the writer last made progress, by <see cref="Environment.TickCount64"/>: at most a second ago, unless a commit takes longer.</summary>
    public long ProgressedAt => writer.ProgressedAt;

    /// <summary>Statistics since the store was opened.</summary>
    public StoreStatistics Statistics => store.Statistics;

    /// <summary>How many commands wait to be committed, including those being committed.</summary>
    public int QueueLength => writer.QueueLength;

    /// <inheritdoc cref="StoreOptions.QueueBound"/>
    public int QueueBound { get; }

    /// <summary>True if a command would be refused now because too many wait. Costs nothing; may be out of date when it is read.</summary>
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
    /// Returns the end of the maintenance that a service is in, in Unix milliseconds (UTC); 0 if it is in none. Set it again whenever
    /// maintenances change: held incidents follow within a second. May be set from any thread; null leaves held incidents as they are.
    /// </summary>
    public Func<string, long>? Maintenance
    {
        get => writer.Maintenance;
        set => writer.Maintenance = value;
    }

    /// <summary>Creates ids that are newer than every id in the store.</summary>
    public TimeOrderedIds Ids { get; }

    /// <summary>Applies a command and waits until its effects are on disk.</summary>
    /// <returns>
    /// The result. It comes at once, and the command has no effect, if the queue is full, commits do not work, or the store is closing. If
    /// the command itself was at fault, the wait throws what <see cref="StoreCommand.Apply"/> threw, and none of its effects were kept.
    /// </returns>
    public ValueTask<CommitStatus> CommitAsync(StoreCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Prepare();
        return writer.CommitAsync(command);
    }

    /// <summary>True to write transitions to the outbox as well, from the next commit on. May be set from any thread.</summary>
    public bool HasOutbox
    {
        get => store.HasOutbox;
        set => store.HasOutbox = value;
    }

    /// <summary>Opens a reader of the outbox. The caller closes it before this.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public IOutboxReader OpenOutbox() => openOutbox();

    /// <summary>The status of the relay queue. May be read from any thread.</summary>
    public QueueStatus Queue => store.Queue;

    /// <summary>Opens a reader of the relay queue. The caller closes it before this.</summary>
    /// <exception cref="StoreException">It cannot be opened, or this store has none.</exception>
    public IQueueReader OpenQueue() => openQueue is null ? throw new StoreException("Nothing can be relayed from this store.") : openQueue();

    /// <summary>Removes delivered events from the outbox. A store may leave some for the next time, so that no call waits for long.</summary>
    /// <param name="upTo">The number of the last event to remove.</param>
    /// <returns>As <see cref="CommitAsync"/>.</returns>
    public ValueTask<CommitStatus> RemoveOutboxAsync(long upTo) => CommitAsync(new RemoveOutboxCommand(upTo));

    /// <summary>Lists incidents, newest first. May be called from any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than one.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<IncidentPage> ListAsync(IncidentQuery query) => Reader.ListAsync(query);

    /// <summary>Counts the open incidents of an environment. May be called from any thread.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services) => Reader.CountOpenAsync(environment, services);

    /// <summary>Finds one incident. May be called from any thread.</summary>
    /// <returns>The incident, or null if there is none with this id.</returns>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => Reader.FindAsync(id);

    /// <summary>Finds the remembered answer to a delivery. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.FindDeliveryAsync"/>
    public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery) => Reader.FindDeliveryAsync(token, delivery);

    /// <summary>Lists change events, newest first, without their bodies. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.ListChangesAsync"/>
    public ValueTask<IReadOnlyList<ChangeEvent>> ListChangesAsync(ChangeQuery query) => Reader.ListChangesAsync(query);

    /// <summary>Finds one change event, with its body. May be called from any thread.</summary>
    /// <inheritdoc cref="IIncidentReader.FindChangeAsync"/>
    public ValueTask<ChangeEvent?> FindChangeAsync(TimeOrderedId id) => Reader.FindChangeAsync(id);

    /// <summary>The reader. Throws after a loss: files that are no longer in the folder do not show what the next start will see.</summary>
    private IIncidentReader Reader => store.Loss is string loss ? throw new StoreException(loss) : reader;

    /// <summary>Refuses new commands, commits the accepted ones, and closes the store.</summary>
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
