using System.Buffers;
using System.Collections.Concurrent;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Threads;

namespace Callgoose.Delivery.Dispatch;

/// <summary>
/// Takes events from the feed, stores their deliveries, and sends them. One thread owns <c>delivery.db</c>; messages are sent
/// on the pool.
/// </summary>
/// <remarks>
/// Each turn of the thread is one transaction: it records the results that have arrived, then takes new events. Only after the commit does it send
/// anything, so a killed process repeats at most the messages that were in progress.
/// </remarks>
internal sealed partial class Dispatcher : IDisposable
{
    private const int EventsPerTurn = 500;
    private const int RowsPerPage = 2_000;

    /// <summary>How often to poll for events. A poll costs microseconds, and the commit of a webhook wakes no thread.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How long messages in progress may take when the server stops.</summary>
    private static readonly TimeSpan EndOfSending = TimeSpan.FromSeconds(2);

    /// <summary>After this time a waiting urgent event goes to the fallback, and an incident that is already over is reported in one message.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(60);

    private const int FailuresAtOnce = 20;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly IEventFeed feed;
    private readonly IDeliveryTables tables;
    private readonly IMessageSender sender;
    private readonly TimeProvider clock;
    private readonly Action<DeliveryNotice> notify;
    private readonly ConcurrentQueue<Action> inbox = new();
    private readonly ThreadSignal signal = new();
    private readonly CancellationTokenSource cutOff = new();
    private readonly Dictionary<string, DestinationQueue> queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DestinationCounts> counts = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> eventJson = new(1024);
    private readonly Queue<SendingMessage> toSend = new();
    private readonly HashSet<long> telling = [];
    private readonly Thread thread;
    private IReadOnlyDictionary<string, long> since = new Dictionary<string, long>();
    private IReadOnlyList<RemovedDestination> removed = [];
    private RouteTable routes;
    private string link = string.Empty;
    private long taken;
    private long feedVersion = -1;
    private long tablesVersion;
    private long nextUpkeep;
    private long nextForgetting;

    /// <summary>When events are taken again while nothing can be sent to any destination.</summary>
    private long nextTaking;

    /// <summary>When the outbox was last empty, in Unix milliseconds: the events there now began to wait later.</summary>
    private long tookAllAt;

    /// <summary>New settings. They take effect when all earlier events have been taken under the current settings.</summary>
    private Action? change;
    private bool hasMoreEvents;

    /// <summary>Whether a turn failed, so that memory and file may differ.</summary>
    private bool isUnsure;

    /// <summary>The last failure, until a turn succeeds: it is logged once.</summary>
    private string? lastFailure;

    /// <summary>Whether there may be dead letters that are not yet on their timelines, including those of the previous run.</summary>
    private bool hasUntold = true;
    private int onTheirWay;
    private long unrouted;
    private long statusAt;
    private bool hasChanged;
    private volatile bool isStopping;
    private volatile IReadOnlyList<DestinationStatus> status = [];

    /// <summary>Creates the dispatcher; <see cref="Start"/> starts it.</summary>
    public Dispatcher(IEventFeed feed, IDeliveryTables tables, IMessageSender sender, TimeProvider clock, Action<DeliveryNotice> notify)
    {
        this.feed = feed;
        this.tables = tables;
        this.sender = sender;
        this.clock = clock;
        this.notify = notify;
        routes = DeliverySettings.None.MakeRoutes(static _ => null);
        thread = new Thread(Run) { Name = "callgoose delivery", IsBackground = true };
    }

    /// <summary>The status of each destination.</summary>
    public IReadOnlyList<DestinationStatus> Status => status;

    /// <summary>How many events matched no route since the start.</summary>
    public long Unrouted => Volatile.Read(ref unrouted);

    /// <summary>The number of messages being sent.</summary>
    public int OnTheirWay => Volatile.Read(ref onTheirWay);

    /// <summary>Continues where the last run ended, or starts with the next event if there was none.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public void Start(DeliverySettings settings, RouteTable table)
    {
        tables.Begin();
        try
        {
            // After a restore from a backup the newest event may be older than the last one taken.
            long newest = feed.Newest();
            taken = tables.Taken() ?? newest;
            tookAllAt = Now();
            if (taken > newest)
            {
                tables.ForgetAfter(newest, Now());
                taken = newest;
            }

            tablesVersion = tables.Version();
            tables.FindRemoved(Now());
            Use(settings, table);
            tables.Commit();
        }
        catch
        {
            tables.Undo();
            throw;
        }

        thread.Start();
    }

    /// <summary>Applies new settings, on the dispatcher's thread. Earlier events still follow the previous settings.</summary>
    public Task ApplyAsync(DeliverySettings settings, RouteTable table)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Enqueue(() => change = () => Do(done, () =>
        {
            Use(settings, table);
            return true;
        }));
        signal.Set();
        return done.Task;
    }

    /// <summary>Runs work on the dispatcher's thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Enqueue(() => Do(done, work));
        signal.Set();
        return done.Task;
    }

    private static void Do<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception e) when (e is StoreException or InvalidOperationException)
        {
            done.SetException(e);
        }
    }

    /// <summary>Reloads all waiting deliveries after a change in the file.</summary>
    public void Reload()
    {
        foreach (DestinationQueue queue in queues.Values)
        {
            queue.WantsReload = true;
        }
    }

    /// <summary>Stops. Waits briefly for messages in progress.</summary>
    public async Task StopAsync()
    {
        if (!thread.IsAlive)
        {
            return;
        }

        isStopping = true;
        cutOff.CancelAfter(EndOfSending);
        signal.Set();
        await Task.Run(thread.Join);
    }

    /// <inheritdoc/>
    public void Dispose() => cutOff.Dispose();

    private void Run()
    {
        while (!isStopping || Volatile.Read(ref onTheirWay) > 0)
        {
            if (tables.IsLost)
            {
                EndLost();
                break;
            }

            try
            {
                Turn();
                lastFailure = null;
            }
            catch (StoreException e)
            {
                Recover(DeliveryNoticeKind.StoreFailed, e.Message);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
            {
                Recover(DeliveryNoticeKind.Fault, e.Message);
            }

            signal.Wait(WaitTime());
        }

        while (inbox.TryDequeue(out Action? last))
        {
            last();
        }

        Change();
    }

    private void Turn()
    {
        if (isUnsure)
        {
            taken = tables.Taken() ?? taken;
            isUnsure = false;
        }

        if (!inbox.IsEmpty || (!isStopping && HasWork()))
        {
            // Before anything is taken out of the inbox: if events cannot be read, the results of messages must not be lost.
            bool isChanging = change is not null;
            IReadOnlyList<IncidentEvent>? events = isStopping ? null : ReadEvents();
            tables.Begin();
            while (inbox.TryDequeue(out Action? work))
            {
                work();
            }

            if (!isStopping)
            {
                Take(events);
                if (isChanging && !hasMoreEvents)
                {
                    Change();
                }

                FillQueues();
                Upkeep();
            }

            tables.Commit();
            hasChanged = true;
        }

        if (!isStopping && tables.MaySend)
        {
            Send();
        }

        if (!tables.RemovesTaken && HasToForget)
        {
            ForgetTaken();
        }

        ShowStatus();
    }

    private void Change()
    {
        change?.Invoke();
        change = null;
    }

    private bool HasWork() =>
        change is not null || (MayTake() && (hasMoreEvents || feed.Version() != feedVersion)) || Ticks() >= nextUpkeep
        || queues.Values.Any(static queue => queue.WantsReload || (queue.HasMore && queue.Count < DestinationQueue.Window / 2));

    /// <summary>Updates the status, but not in every turn, because many deliveries may be waiting.</summary>
    private void ShowStatus()
    {
        long now = Ticks();
        if (hasChanged && now - statusAt >= 200)
        {
            status = Statuses();
            statusAt = now;
            hasChanged = false;
        }
    }

    private TimeSpan WaitTime()
    {
        if ((hasMoreEvents && MayTake()) || change is not null || !inbox.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        if (!tables.MaySend)
        {
            return Poll;
        }

        long now = Ticks();
        long due = queues.Values.Select(queue => queue.NextDue(now)).DefaultIfEmpty(long.MaxValue).Min();
        return due - now >= Poll.TotalMilliseconds ? Poll : TimeSpan.FromMilliseconds(Math.Max(0, due - now));
    }

    private void Use(DeliverySettings settings, RouteTable table)
    {
        routes = table;
        link = settings.Link;
        IReadOnlyDictionary<string, long> known = tables.KnownDestinations();
        foreach (string gone in known.Keys.Where(name => !settings.Destinations.Any(destination => destination.Name == name)))
        {
            tables.RemoveDestination(gone, Now());
        }

        // A new destination starts now. Earlier destinations still get all events since the last one taken; if none remains, there is nothing left to take.
        long newest = feed.Newest();
        if (known.Keys.All(name => !settings.Destinations.Any(destination => destination.Name == name)))
        {
            taken = newest;
            tables.SetTaken(taken);
        }

        foreach (string gone in queues.Keys.Except(settings.Destinations.Select(static destination => destination.Name)).ToArray())
        {
            queues.Remove(gone);
            counts.TryRemove(gone, out _);
        }

        foreach (DestinationSettings one in settings.Destinations)
        {
            if (!known.ContainsKey(one.Name))
            {
                tables.AddDestination(one.Name, newest);
            }

            var destination = new Destination(one);
            if (queues.TryGetValue(one.Name, out DestinationQueue? queue))
            {
                queue.Use(destination, Now());
                queue.Renew(Ticks(), Now());
            }
            else
            {
                queues.Add(one.Name, new DestinationQueue(destination, Ticks(), Now()));
            }

            counts.TryAdd(one.Name, new DestinationCounts());
            if (destination.Fault is string fault)
            {
                notify(new DeliveryNotice(DeliveryNoticeKind.Broken, one.Name, fault));
            }
        }

        since = tables.KnownDestinations();
        removed = tables.Removed();
        status = Statuses();
    }

    /// <summary>The monotonic time for waits, in milliseconds: nobody can set it.</summary>
    private long Ticks() => clock.GetTimestamp() / (clock.TimestampFrequency / 1000);

    /// <summary>The wall-clock time, in Unix milliseconds.</summary>
    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
