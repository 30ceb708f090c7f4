using Callgoose.Delivery.Configuration;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Relay;

namespace Callgoose.Delivery.Relay;

/// <summary>
/// Sends the calls that wait in the line to the upstream, in order, until it has taken or refused each (Relay/README.md).
/// </summary>
/// <remarks>
/// Several are under way at once, each of which names the one before it: the upstream takes none whose predecessor it does not have, so that their
/// order holds whatever the network does. What is sent twice, because an answer was lost, the upstream knows by its number.
/// </remarks>
public sealed class RelayService : IAsyncDisposable
{
    /// <summary>How many are under way at once: more gains nothing where the upstream shares a commit among them.</summary>
    private const int WidestWindow = 16;

    /// <summary>How many bytes of bodies are in memory at once.</summary>
    private const int WindowBytes = 1024 * 1024;

    /// <summary>What was taken but could not be removed from the line is at most this much: then it is waited for.</summary>
    private const int MostUnsettled = 100_000;

    /// <summary>What the line may hold on a disk that was nearly full from the start.</summary>
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
    /// So much stays free on the disk: what is sent has to be removed from the line, which needs room, too. Below it the relay takes no more webhooks, and gets
    /// out of it by itself once the upstream is back.
    /// </summary>
    public const long ReservedBytes = 16 * 1024 * 1024;

    /// <summary>Begins.</summary>
    /// <param name="store">The store in which the line is; closed after this.</param>
    /// <param name="settings">What the configuration says.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="notify">Is told what the log tells; must not throw.</param>
    /// <param name="agent">What the server calls itself to the upstream.</param>
    /// <param name="freeBytes">How many bytes the disk of the line still takes; null where that is not known. Asked once a second.</param>
    /// <exception cref="StoreException">The line cannot be read.</exception>
    public static RelayService Start(IncidentStore store, RelaySettings settings, TimeProvider clock, Action<RelayNotice> notify, string agent, Func<long?> freeBytes)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(settings);
        return new RelayService(store, settings, clock, notify, agent, freeBytes);
    }

    /// <summary>How it stands. May be asked from any thread.</summary>
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

    /// <summary>Whether less than <see cref="ReservedBytes"/> are free and the line holds as much as it ever did; up to a second old.</summary>
    public bool IsDiskFull => isDiskFull;

    /// <summary>The same before a call is taken. Costs an addition, and a question to the file system for each <see cref="BytesBetweenLooks"/>: a second is long for those who send fast.</summary>
    /// <param name="bytes">How large its body is.</param>
    public bool IsDiskFullFor(int bytes)
    {
        if (Interlocked.Add(ref bytesSinceLook, bytes) >= BytesBetweenLooks)
        {
            LookAtDisk();
        }

        return isDiskFull;
    }

    /// <summary>Says that a call was put into the line. Costs nothing where it is at work already; may be called from any thread.</summary>
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
                // Somebody else has said so at the same moment.
            }
        }
    }

    /// <summary>Lists the calls that the upstream has refused, without their bodies.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<QueuedCall> Refused(int max) => reader.Refused(max);

    /// <summary>Puts calls that were refused at the end of the line, or removes them.</summary>
    /// <param name="call">The id of the one that is meant; null for all of them.</param>
    /// <param name="remove">Whether they are removed.</param>
    /// <returns>How many it was; null if the store cannot commit.</returns>
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

                // Too early before all others it cannot be: then something else answers so.
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
                // The store, or a fault of this program: what waits stays, and is tried again.
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

    /// <summary>Takes note of what was taken or refused, up to the first that has to be sent again, and settles it.</summary>
    /// <returns>How many that were.</returns>
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
    /// Removes from the line what was taken, and sets apart what was refused. Where that cannot be committed, as on a full disk, it is kept for the next time and the
    /// rest of the line goes on: after a crash it would be sent again, and known by its number.
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

    /// <summary>The file of the line does not shrink: what it has held once it holds again, however full the disk is.</summary>
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

    /// <summary>Waits before the next try: longer each time, as long as the upstream asks, and never so long that a line that is back goes unseen.</summary>
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
