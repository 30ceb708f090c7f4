using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Relay;

namespace Callgoose.Delivery.Relay;

/// <summary>
/// Sends the queued calls to the upstream, in order, until the upstream has accepted or refused each (Relay/README.md).
/// </summary>
/// <remarks>
/// Several calls are in progress at once. Each names the one before it, and the upstream accepts no call whose predecessor it does not have, so the
/// order holds whatever the network does. If an answer was lost and a call is sent twice, the upstream recognizes its number.
/// </remarks>
public sealed class RelayService : IAsyncDisposable
{
    /// <summary>The maximum number of calls in progress. More would gain nothing, because the upstream commits them together.</summary>
    private const int WidestWindow = 16;

    /// <summary>The maximum size of all bodies in memory, in bytes.</summary>
    private const int WindowBytes = 1024 * 1024;

    /// <summary>The maximum number of finished calls that could not be removed from the queue. Beyond it the relay waits.</summary>
    private const int MostUnsettled = 100_000;

    /// <summary>What the queue may hold on a disk that was nearly full from the start, in bytes.</summary>
    private const long LeastHeldBytes = 1024 * 1024;

    private const long BytesBetweenLooks = 256 * 1024;

    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TellingInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookingInterval = TimeSpan.FromSeconds(1);
    private static readonly double[] WaitSeconds = [0.5, 1, 2, 5, 10, 20, 30, 60];

    private readonly IncidentStore store;
    private readonly IQueueReader reader;
    private readonly RelaySettings settings;
    private readonly RelaySender sender;
    private readonly TimeProvider clock;
    private readonly Action<RelayNotice> notify;
    private readonly Func<long?> freeBytes;
    private readonly ITimer disk;
    private readonly Lock looking = new();
    private readonly List<long> done = [];
    private readonly List<(long Sequence, int Status, string Answer)> refused = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim arrived = new(0, 1);
    private readonly Task running;
    private TimeOrderedId? line;
    private volatile string? failure;
    private long failingSince;
    private long toldAt;
    private long storeToldAt;
    private long diskToldAt;
    private long bytesSinceLook;
    private long heldBytes = LeastHeldBytes;
    private volatile bool isDiskFull;
    private long taken;
    private long tries;

    private RelayService(IncidentStore store, RelaySettings settings, TimeProvider clock, Action<RelayNotice> notify, string agent, Func<long?> freeBytes)
    {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.notify = notify;
        this.freeBytes = freeBytes;
        reader = store.OpenQueue();
        sender = new RelaySender(settings, clock, agent);
        disk = clock.CreateTimer(static relay => ((RelayService)relay!).LookAtDisk(), this, TimeSpan.Zero, LookingInterval);
        running = Task.Run(RunAsync);
    }

    /// <summary>
    /// The disk space that stays free: removing sent calls from the queue needs some, too. Below this the relay accepts no more webhooks. It
    /// recovers by itself once the upstream is back.
    /// </summary>
    public const long ReservedBytes = 16 * 1024 * 1024;

    /// <summary>Starts relaying.</summary>
    /// <param name="store">The store that holds the queue. It must stay open until this is disposed.</param>
    /// <param name="settings">The relay settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="notify">Receives the notices for the log; must not throw.</param>
    /// <param name="agent">The name of the server for the upstream.</param>
    /// <param name="freeBytes">Returns the free bytes on the disk of the queue; null if unknown. Called once a second.</param>
    /// <exception cref="StoreException">The queue cannot be read.</exception>
    public static RelayService Start(IncidentStore store, RelaySettings settings, TimeProvider clock, Action<RelayNotice> notify, string agent, Func<long?> freeBytes)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(settings);
        return new RelayService(store, settings, clock, notify, agent, freeBytes);
    }

    /// <summary>The current status. Safe to read from any thread.</summary>
    public RelayStatus Status => new(
        new Uri(settings.To).GetLeftPart(UriPartial.Authority),
        settings.IsMirror,
        store.Queue,
        settings.MaxBytes,
        settings.MaxAge,
        Interlocked.Read(ref taken),
        Interlocked.Read(ref tries),
        failure,
        failure is null ? null : Interlocked.Read(ref failingSince),
        isDiskFull);

    /// <summary>Whether less than <see cref="ReservedBytes"/> are free and the queue is at its largest size so far. Up to a second old.</summary>
    public bool IsDiskFull => isDiskFull;

    /// <summary>
    /// The same check before a call is accepted. Costs an addition, plus a file system query for every <see cref="BytesBetweenLooks"/>: fast senders write a lot in
    /// a second.
    /// </summary>
    /// <param name="bytes">The size of its body.</param>
    public bool IsDiskFullFor(int bytes)
    {
        if (Interlocked.Add(ref bytesSinceLook, bytes) >= BytesBetweenLooks)
        {
            LookAtDisk();
        }

        return isDiskFull;
    }

    /// <summary>Signals that a call was queued. Costs nothing if the relay is already working. Safe to call from any thread.</summary>
    public void Signal()
    {
        if (arrived.CurrentCount == 0)
        {
            try
            {
                arrived.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another thread has signalled at the same moment.
            }
        }
    }

    /// <summary>Lists the calls that the upstream has refused, without their bodies.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<QueuedCall> Refused(int max) => reader.Refused(max);

    /// <summary>Moves refused calls to the end of the queue, or removes them.</summary>
    /// <param name="call">The id of one call; null for all.</param>
    /// <param name="remove">True to remove them.</param>
    /// <returns>Their number; null if the store cannot commit.</returns>
    public async Task<int?> ReleaseAsync(TimeOrderedId? call, bool remove)
    {
        var command = new ReleaseRefusedCommand(call, remove, Now);
        CommitStatus status = await store.CommitAsync(command);
        Signal();
        return status == CommitStatus.Committed ? command.Released : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        await disk.DisposeAsync();
        sender.Dispose();
        reader.Dispose();
        stopping.Dispose();
        arrived.Dispose();
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task RunAsync()
    {
        long cursor = 0;
        int window = 1;
        int failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<QueuedCall> calls = reader.Read(cursor, window, WindowBytes);
                if (calls.Count == 0 || done.Count + refused.Count >= MostUnsettled)
                {
                    await SettleAsync();
                    await arrived.WaitAsync(LookingInterval, stopping.Token);
                    continue;
                }

                line ??= reader.Line();
                RelayResult[] results = await Task.WhenAll(calls.Select((call, i) => SendAsync(call, i == 0 ? 0 : calls[i - 1].Sequence)));
                int settled = await TakeAsync(calls, results);
                cursor = settled > 0 ? calls[settled - 1].Sequence : cursor;

                // The first call cannot be too early, so such an answer comes from something else.
                RelayResult? failed = settled < calls.Count && (settled == 0 || results[settled].Kind == RelayResultKind.Failed) ? results[settled] : null;
                if (failed is null)
                {
                    failures = 0;
                    window = settled == calls.Count ? Math.Min(2 * window, WidestWindow) : window;
                    Succeed();
                    continue;
                }

                window = 1;
                Fail(failed);
                await WaitAsync(failures++, failed.RetryAfter);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The store failed, or there is a bug: the queue stays and is tried again.
                notify(new RelayNotice(RelayNoticeKind.StoreFailed, e.Message));
                await WaitAsync(failures++, null);
            }
        }
    }

    private Task<RelayResult> SendAsync(QueuedCall call, long after)
    {
        Interlocked.Increment(ref tries);
        return sender.SendAsync(line!.Value, call, after, stopping.Token);
    }

    /// <summary>Records the accepted and refused calls, up to the first that must be sent again, and settles them.</summary>
    /// <returns>Their number.</returns>
    private async Task<int> TakeAsync(IReadOnlyList<QueuedCall> calls, RelayResult[] results)
    {
        int settled = 0;
        while (settled < calls.Count && results[settled].Kind is RelayResultKind.Taken or RelayResultKind.Refused)
        {
            QueuedCall call = calls[settled];
            RelayResult result = results[settled++];
            if (result.Kind == RelayResultKind.Taken)
            {
                done.Add(call.Sequence);
                Interlocked.Increment(ref taken);
                continue;
            }

            refused.Add((call.Sequence, result.Status ?? 0, result.Text));
            notify(new RelayNotice(RelayNoticeKind.Refused, $"{call.Id}: {result.Status} {result.Text}"));
        }

        await SettleAsync();
        return settled;
    }

    /// <summary>
    /// Removes accepted calls from the queue and sets refused ones apart. If that cannot be committed, for example on a full disk, it is done later and the
    /// rest of the queue continues. After a crash these calls would be sent again, and the upstream would recognize their numbers.
    /// </summary>
    private async Task SettleAsync()
    {
        if (done.Count + refused.Count == 0)
        {
            return;
        }

        if (await store.CommitAsync(new SettleQueuedCommand([.. done], [.. refused], Now)) == CommitStatus.Committed)
        {
            done.Clear();
            refused.Clear();
            return;
        }

        long now = Now;
        if (Math.Abs(now - storeToldAt) >= TellingInterval.TotalMilliseconds)
        {
            storeToldAt = now;
            notify(new RelayNotice(RelayNoticeKind.StoreFailed, "what the upstream has taken cannot be removed from the line yet; what waits goes on meanwhile"));
        }
    }

    /// <summary>Checks the disk. The queue's file never shrinks, so the queue can reach its former size again even on a full disk.</summary>
    private void LookAtDisk()
    {
        if (!looking.TryEnter())
        {
            return;
        }

        try
        {
            Interlocked.Exchange(ref bytesSinceLook, 0);
            TakeLook();
        }
        finally
        {
            looking.Exit();
        }
    }

    private void TakeLook()
    {
        long bytes = store.Queue.Bytes;
        bool isFull = freeBytes() < ReservedBytes && bytes >= heldBytes;
        heldBytes = isFull || isDiskFull ? heldBytes : Math.Max(heldBytes, bytes);
        long now = Now;
        if (isFull && Math.Abs(now - diskToldAt) >= TellingInterval.TotalMilliseconds)
        {
            diskToldAt = now;
            notify(new RelayNotice(RelayNoticeKind.DiskFull, string.Empty));
        }

        isDiskFull = isFull;
    }

    private void Succeed()
    {
        if (failure is not null)
        {
            failure = null;
            notify(new RelayNotice(RelayNoticeKind.Resumed, string.Empty));
        }
    }

    private void Fail(RelayResult result)
    {
        string reason = result.Status is int status ? $"{status} {result.Text}" : result.Text;
        long now = Now;
        if (failure is null)
        {
            Interlocked.Exchange(ref failingSince, now);
            toldAt = 0;
        }

        failure = reason;
        if (Math.Abs(now - toldAt) >= TellingInterval.TotalMilliseconds && !stopping.IsCancellationRequested)
        {
            toldAt = now;
            notify(new RelayNotice(RelayNoticeKind.Failing, reason));
        }
    }

    /// <summary>
    /// Waits before the next attempt: longer each time, and as long as the upstream asks, but never so long that a recovered connection goes unnoticed.
    /// </summary>
    private async Task WaitAsync(int failures, TimeSpan? asked)
    {
        TimeSpan wait = TimeSpan.FromSeconds(WaitSeconds[Math.Min(failures, WaitSeconds.Length - 1)] * (1 + (Random.Shared.NextDouble() / 5)));
        TimeSpan longer = asked > wait ? asked.Value : wait;
        try
        {
            await Task.Delay(longer < LongestAsked ? longer : LongestAsked, clock, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
