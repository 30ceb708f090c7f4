using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage;

namespace Callgoose.Delivery;

/// <summary>
/// Takes events from the feed, keeps their deliveries, and sends them: one thread that owns <c>delivery.db</c>; messages are sent
/// on the pool.
/// </summary>
/// <remarks>
/// A turn of the thread is one transaction: the results that came, then the events that are new. Only after it is committed is anything
/// else sent, so a killed process repeats no more than what was on its way.
/// </remarks>
internal sealed class Dispatcher : IDisposable
{
    private const int EventsPerTurn = 500;
    private const int RowsPerPage = 2_000;

    /// <summary>How often it looks for events: a look costs microseconds, and the commit of a webhook wakes nobody.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How long messages that are on their way may take when the server ends.</summary>
    private static readonly TimeSpan EndOfSending = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FallbackAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly IEventFeed feed;
    private readonly DeliveryTables tables;
    private readonly IMessageSender sender;
    private readonly TimeProvider clock;
    private readonly Action<DeliveryNotice> notify;
    private readonly ConcurrentQueue<Action> inbox = new();
    private readonly ThreadSignal signal = new();
    private readonly CancellationTokenSource cutOff = new();
    private readonly Dictionary<string, DestinationQueue> queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DestinationCounts> counts = new(StringComparer.Ordinal);
    private readonly List<SendingMessage> toSend = [];
    private readonly Thread thread;
    private Dictionary<string, long> since = [];
    private RouteTable routes;
    private string link = string.Empty;
    private long taken;
    private long feedVersion = -1;
    private long tablesVersion;
    private long nextUpkeep;
    private bool hasMoreEvents;
    private int onTheirWay;
    private long unrouted;
    private long statusAt;
    private bool hasChanged;
    private volatile bool isStopping;
    private volatile IReadOnlyList<DestinationStatus> status = [];

    /// <summary>Prepares; <see cref="Start"/> begins.</summary>
    public Dispatcher(IEventFeed feed, DeliveryTables tables, IMessageSender sender, TimeProvider clock, Action<DeliveryNotice> notify)
    {
        this.feed = feed;
        this.tables = tables;
        this.sender = sender;
        this.clock = clock;
        this.notify = notify;
        routes = new RouteTable(DeliverySettings.None, static _ => null);
        thread = new Thread(Run) { Name = "callgoose delivery", IsBackground = true };
    }

    /// <summary>How it stands with each destination.</summary>
    public IReadOnlyList<DestinationStatus> Status => status;

    /// <summary>How many events no route took since the start.</summary>
    public long Unrouted => Volatile.Read(ref unrouted);

    /// <summary>Begins where the last run ended, or with the next event if there was none.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public void Start(DeliverySettings settings, RouteTable table)
    {
        // Incidents that were put back from a backup may end before what was taken.
        long newest = feed.Newest();
        taken = Math.Min(tables.Taken() ?? newest, newest);
        tablesVersion = tables.Version();
        Use(settings, table);
        thread.Start();
    }

    /// <summary>Puts other settings into force, on the dispatcher's thread.</summary>
    public Task ApplyAsync(DeliverySettings settings, RouteTable table) => RunAsync(() =>
    {
        Use(settings, table);
        return true;
    });

    /// <summary>Does something on the dispatcher's thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Enqueue(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e) when (e is StoreException or InvalidOperationException)
            {
                done.SetException(e);
            }
        });
        signal.Set();
        return done.Task;
    }

    /// <summary>Reads everything that waits anew, after it was changed in the file.</summary>
    public void Reload()
    {
        foreach (DestinationQueue queue in queues.Values)
        {
            queue.WantsReload = true;
        }
    }

    /// <summary>Ends; what is on its way is waited for shortly.</summary>
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
            try
            {
                Turn();
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
    }

    private void Recover(DeliveryNoticeKind kind, string reason)
    {
        try
        {
            tables.Undo();
        }
        catch (StoreException)
        {
            // The next turn begins anew, or fails as this one did.
        }

        // What was changed in memory may not be on disk.
        taken = SafeTaken();
        feedVersion = -1;
        Reload();
        notify(new DeliveryNotice(kind, string.Empty, reason));
        Thread.Sleep(1000);
    }

    private long SafeTaken()
    {
        try
        {
            return tables.Taken() ?? taken;
        }
        catch (StoreException)
        {
            return taken;
        }
    }

    private void Turn()
    {
        if (!inbox.IsEmpty || (!isStopping && HasWork()))
        {
            tables.Begin();
            while (inbox.TryDequeue(out Action? work))
            {
                work();
            }

            if (!isStopping)
            {
                TakeEvents();
                FillQueues();
                Upkeep();
            }

            tables.Commit();
            hasChanged = true;
        }

        if (!isStopping)
        {
            Send();
        }

        ShowStatus();
    }

    private bool HasWork() =>
        hasMoreEvents || feed.Version() != feedVersion || Ticks() >= nextUpkeep
        || queues.Values.Any(static queue => queue.WantsReload || (queue.HasMore && queue.Count < DestinationQueue.Window / 2));

    /// <summary>Many may wait: they are not looked at in every turn.</summary>
    private void ShowStatus()
    {
        long now = Ticks();
        if (hasChanged && now - statusAt >= 200)
        {
            status = [.. queues.Values.Select(StatusOf)];
            statusAt = now;
            hasChanged = false;
        }
    }

    private TimeSpan WaitTime()
    {
        if (hasMoreEvents || !inbox.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        long now = Ticks();
        long due = queues.Values.Select(queue => queue.NextDue(now)).DefaultIfEmpty(long.MaxValue).Min();
        return due - now >= Poll.TotalMilliseconds ? Poll : TimeSpan.FromMilliseconds(Math.Max(0, due - now));
    }

    private void Use(DeliverySettings settings, RouteTable table)
    {
        routes = table;
        link = settings.Link;
        Dictionary<string, long> known = tables.KnownDestinations();
        foreach (string gone in known.Keys.Where(name => !settings.Destinations.Any(destination => destination.Name == name)))
        {
            tables.RemoveDestination(gone);
        }

        // A new destination begins now: those that were there get what has come since they were last looked after.
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
                queue.Destination = destination;
                queue.Renew(Ticks());
            }
            else
            {
                queues.Add(one.Name, new DestinationQueue(destination, Ticks()));
            }

            counts.TryAdd(one.Name, new DestinationCounts());
            if (destination.Fault is string fault)
            {
                notify(new DeliveryNotice(DeliveryNoticeKind.Broken, one.Name, fault));
            }
        }

        since = tables.KnownDestinations();
        status = [.. queues.Values.Select(StatusOf)];
    }

    private void TakeEvents()
    {
        long version = feed.Version();
        if (version == feedVersion && !hasMoreEvents)
        {
            return;
        }

        IReadOnlyList<IncidentEvent> events = feed.After(taken, EventsPerTurn);
        feedVersion = version;
        hasMoreEvents = events.Count == EventsPerTurn;
        if (events.Count == 0)
        {
            return;
        }

        foreach (IncidentEvent incident in events)
        {
            Take(incident);
        }

        taken = events[^1].Sequence;
        tables.SetTaken(taken);
    }

    private void Take(IncidentEvent incident)
    {
        IReadOnlyList<string> wanted = routes.DestinationsOf(incident);
        bool isKept = false;
        foreach (string name in wanted)
        {
            // A failure is never told to the destination that failed.
            if (!queues.TryGetValue(name, out DestinationQueue? queue)
                || incident.Sequence <= since.GetValueOrDefault(name)
                || !queue.Destination.Kind.Takes(incident.Event)
                || (incident.Event == IncidentEvent.DeliveryFailed && incident.Cause == name))
            {
                continue;
            }

            // What came from a tool goes back to none of its name: two servers that tell each other would never end.
            // A signed webhook is no tool, whatever a sender calls itself.
            if (!queue.Destination.Kind.Schema.IsSigned && string.Equals(queue.Destination.Kind.Name, incident.Source, StringComparison.OrdinalIgnoreCase))
            {
                tables.Insert(incident, name, DeliveryId(incident, name), DeliveryState.Skipped, Now());
                continue;
            }

            if (!isKept)
            {
                tables.KeepEvent(incident);
                isKept = true;
            }

            Add(queue, incident);
        }

        if (wanted.Count == 0 && incident.IsWorthTelling)
        {
            Volatile.Write(ref unrouted, unrouted + 1);
            tables.Insert(incident, string.Empty, string.Empty, DeliveryState.Unrouted, Now());
        }
    }

    private void Add(DestinationQueue queue, IncidentEvent incident)
    {
        long now = Now();
        string id = DeliveryId(incident, queue.Destination.Name);
        long sequence = tables.Insert(incident, queue.Destination.Name, id, DeliveryState.Waiting, now);
        if (queue.HasMore || queue.Count >= DestinationQueue.Window)
        {
            queue.HasMore = true;
            return;
        }

        queue.Add(new WaitingDelivery(
            new DeliveryRow
            {
                Sequence = sequence,
                Id = id,
                Destination = queue.Destination.Name,
                EventSequence = incident.Sequence,
                Incident = incident.Incident,
                Number = incident.Number,
                Event = incident.Event,
                IsUrgent = incident.IsUrgent,
                State = DeliveryState.Waiting,
                Tries = 0,
                DueAt = now,
                CreatedAt = now,
                TriedAt = null,
                FinishedAt = null,
                Status = null,
                Answer = null,
                HasFallenBack = false,
                Environment = incident.Environment,
                Service = incident.Service,
            },
            Ticks()));
    }

    /// <summary>The same for the same event and destination, whatever happens in between: a receiver knows what it has had.</summary>
    private static string DeliveryId(IncidentEvent incident, string destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(destination), hash);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"msg_{incident.Incident.ToString().Replace("-", string.Empty, StringComparison.Ordinal)}_{incident.Number}_{Convert.ToHexStringLower(hash[..4])}");
    }

    private void FillQueues()
    {
        foreach (DestinationQueue queue in queues.Values)
        {
            queue.ClearIfWanted();
            while (!queue.WantsReload && queue.HasMore && queue.Count < DestinationQueue.Window / 2)
            {
                List<DeliveryRow> rows = tables.Waiting(queue.Destination.Name, queue.LoadedUpTo, RowsPerPage);
                foreach (DeliveryRow row in rows)
                {
                    long wait = Math.Clamp(row.DueAt - Now(), 0, (long)RetrySchedule.Most(row.Tries).TotalMilliseconds);
                    queue.Add(new WaitingDelivery(row, Ticks() + wait));
                }

                queue.HasMore = rows.Count == RowsPerPage;
            }
        }
    }

    private void Send()
    {
        long mergeBefore = Now() - (long)FallbackAfter.TotalMilliseconds;
        foreach (DestinationQueue queue in queues.Values)
        {
            while (queue.Next(Ticks(), mergeBefore) is SendingMessage message)
            {
                toSend.Add(message);
            }
        }

        foreach (SendingMessage message in toSend)
        {
            Begin(message);
        }

        toSend.Clear();
    }

    private void Begin(SendingMessage sending)
    {
        WaitingDelivery last = sending.Lane.Deliveries[sending.Count - 1];
        DestinationQueue queue = sending.Queue;
        IncidentEvent? incident = tables.ReadEvent(last.Row.EventSequence);
        if (incident is null)
        {
            Complete(sending, new SendResult(SendVerdict.Refused, null, "its event is not there any more"));
            return;
        }

        var message = new IncidentMessage(incident, last.Row.Id, queue.Destination.Name)
        {
            Link = link.Length == 0 ? string.Empty : $"{link}/#/incidents/{incident.Incident}",
            Thread = queue.Destination.Kind.Schema.Answer.ThreadKey is null ? string.Empty : tables.ReadThread(queue.Destination.Name, incident.Incident),
            HasRecovered = sending.Count > 1,
            Digested = sending.Digested.Count,
        };
        Destination destination = queue.Destination;
        Interlocked.Increment(ref onTheirWay);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ => _ = SendAsync(sending, destination, message), null);
    }

    private async Task SendAsync(SendingMessage sending, Destination destination, IncidentMessage message)
    {
        SendResult result = await sender.SendAsync(destination, message, cutOff.Token);
        inbox.Enqueue(() =>
        {
            Interlocked.Decrement(ref onTheirWay);
            Complete(sending, result);
        });
        signal.Set();
    }

    private void Complete(SendingMessage sending, SendResult result)
    {
        DestinationQueue queue = sending.Queue;
        IncidentLane lane = sending.Lane;
        WaitingDelivery head = lane.Head;
        DestinationCounts count = counts.GetOrAdd(queue.Destination.Name, static _ => new DestinationCounts());
        long now = Now();
        int done = 0;
        head.Tries++;
        try
        {
            done = Note(sending, result, head, count, now);
        }
        finally
        {
            queue.Release(lane, done);
            foreach (IncidentLane digested in sending.Digested)
            {
                queue.Return(digested, result.Verdict == SendVerdict.Delivered ? 1 : 0);
            }
        }
    }

    /// <summary>Notes what came of a message.</summary>
    /// <returns>How many deliveries of its incident are over.</returns>
    private int Note(SendingMessage sending, SendResult result, WaitingDelivery head, DestinationCounts count, long now)
    {
        DestinationQueue queue = sending.Queue;
        string name = queue.Destination.Name;
        count.AddTry(result.Verdict == SendVerdict.Delivered ? null : Failure(result));
        switch (result.Verdict)
        {
            case SendVerdict.Delivered:
                Delivered(sending, result, head.Tries, now);
                count.AddDelivered(sending.Count, now);
                return sending.Count;

            case SendVerdict.Retry when cutOff.IsCancellationRequested && result.Status is null:
                // It was cut off by the server's end; that is no failure of the receiver.
                return 0;

            case SendVerdict.Retry when RetrySchedule.After(head.Tries, result.RetryAfter) is TimeSpan wait:
                Failed(queue, result);
                head.Due = Ticks() + (long)wait.TotalMilliseconds;
                tables.Postpone(head.Sequence, head.Tries, now, now + (long)wait.TotalMilliseconds, result.Status, result.Answer);
                return 0;

            case SendVerdict.Retry:
                Failed(queue, result);
                break;

            default:
                Succeeded(queue);
                break;
        }

        tables.Finish(head.Sequence, DeliveryState.Dead, head.Tries, now, result.Status, result.Answer);
        count.AddDead(1);
        notify(new DeliveryNotice(
            DeliveryNoticeKind.Dead, name, $"{head.Row.Event} of incident {head.Row.Incident} was tried {head.Tries} times: {Failure(result)}"));
        return 1;
    }

    private static string Failure(SendResult result) =>
        result.Status is int status ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"HTTP {status}: {result.Answer}") : result.Answer;

    private void Delivered(SendingMessage sending, SendResult result, int tries, long now)
    {
        Succeeded(sending.Queue);
        for (int i = 0; i < sending.Count; i++)
        {
            bool isLast = i == sending.Count - 1;
            tables.Finish(
                sending.Lane.Deliveries[i].Sequence, isLast ? DeliveryState.Delivered : DeliveryState.Merged, isLast ? tries : sending.Lane.Deliveries[i].Tries, now, result.Status, result.Answer);
        }

        foreach (IncidentLane digested in sending.Digested)
        {
            tables.Finish(digested.Head.Sequence, DeliveryState.Digested, digested.Head.Tries, now, result.Status, result.Answer);
        }

        if (result.Thread is string thread)
        {
            tables.KeepThread(sending.Queue.Destination.Name, sending.Lane.Incident, thread, now);
        }
    }

    private void Succeeded(DestinationQueue queue)
    {
        if (queue.IsPaused)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Resumed, queue.Destination.Name, string.Empty));
        }

        queue.Succeeded(Ticks());
    }

    private void Failed(DestinationQueue queue, SendResult result)
    {
        bool wasPaused = queue.IsPaused;
        queue.Failed(Ticks(), result.RetryAfter);
        if (queue.IsPaused && !wasPaused)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Paused, queue.Destination.Name, Failure(result)));
        }
    }

    /// <summary>Once a second: fallbacks, changes that another process made, what is too old, and secrets that are there by now.</summary>
    private void Upkeep()
    {
        long now = Ticks();
        if (now < nextUpkeep)
        {
            return;
        }

        nextUpkeep = now + 1000;
        long version = tables.Version();
        if (version != tablesVersion)
        {
            tablesVersion = version;
            Reload();
        }

        foreach (DestinationQueue queue in queues.Values.ToArray())
        {
            FallBack(queue);
            if (queue.Destination.Fault is not null && now / 1000 % 10 == 0)
            {
                queue.Destination = new Destination(queue.Destination.Settings);
            }
        }

        if (now / 1000 % 60 == 0)
        {
            tables.RemoveOld(Now() - (long)KeptFor.TotalMilliseconds);
            feed.Forget(taken);
        }
    }

    private void FallBack(DestinationQueue queue)
    {
        if (queue.Destination.Settings.Fallback is not string name
            || !queues.TryGetValue(name, out DestinationQueue? fallback)
            || (queue.Failures == 0 && queue.Destination.Fault is null))
        {
            return;
        }

        long before = Now() - (long)FallbackAfter.TotalMilliseconds;
        foreach (WaitingDelivery late in queue.Lanes
            .SelectMany(static lane => lane.Deliveries)
            .Where(delivery => delivery.Row.IsUrgent && !delivery.HasFallenBack && delivery.Row.CreatedAt < before)
            .OrderBy(static delivery => delivery.Sequence)
            .ToArray())
        {
            late.HasFallenBack = true;
            tables.FellBack(late.Sequence);
            if (tables.ReadEvent(late.Row.EventSequence) is IncidentEvent incident && fallback.Destination.Kind.Takes(incident.Event))
            {
                Add(fallback, incident);
            }
        }
    }

    private DestinationStatus StatusOf(DestinationQueue queue)
    {
        DestinationCounts count = counts.GetOrAdd(queue.Destination.Name, static _ => new DestinationCounts());
        string state = queue.Destination.Fault is not null ? "broken" : queue.IsPaused ? "paused" : queue.Failures > 0 ? "failing" : "ok";
        long? oldest = null;
        foreach (IncidentLane lane in queue.Lanes)
        {
            oldest = Math.Min(oldest ?? long.MaxValue, lane.Head.Row.CreatedAt);
        }

        return new DestinationStatus
        {
            Name = queue.Destination.Name,
            Kind = queue.Destination.Kind.Name,
            State = state,
            Reason = queue.Destination.Fault ?? (queue.Failures > 0 ? count.Reason : null),
            Waiting = queue.Count,
            OldestAt = oldest,
            DeliveredAt = count.DeliveredAt == 0 ? null : count.DeliveredAt,
            Delivered = count.Delivered,
            Dead = count.Dead,
            Tries = count.Tries,
        };
    }

    /// <summary>The time by which it waits, in milliseconds: nobody sets it.</summary>
    private long Ticks() => clock.GetTimestamp() / (clock.TimestampFrequency / 1000);

    /// <summary>The time for people, in Unix milliseconds.</summary>
    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
