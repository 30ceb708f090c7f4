using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>
/// Runs a dispatcher while it is this server's turn, if several servers share a store. Otherwise shows the status that the delivering server reports.
/// </summary>
/// <param name="turn">Decides whose turn it is.</param>
/// <param name="hasDestinations">Tells whether this server's configuration has destinations.</param>
/// <param name="start">Starts a dispatcher and passes it on before it returns; blocks meanwhile.</param>
/// <param name="setOutbox">Called with whether any server has destinations.</param>
/// <param name="notify">Receives the notices for the log.</param>
internal sealed class SharedDispatch(
    IDeliveryTurn turn, Func<bool> hasDestinations, Action<Action<RunningDispatcher>> start, Action<bool> setOutbox, Action<DeliveryNotice> notify) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stopping = new();
    private Task looking = Task.CompletedTask;
    private volatile RunningDispatcher? running;
    private volatile Tuple<IReadOnlyList<DestinationStatus>, long> shown = new([], 0);

    /// <summary>The dispatcher, if it is this server's turn.</summary>
    public RunningDispatcher? Running => running;

    /// <summary>The status of the destinations, whichever server delivers.</summary>
    public IReadOnlyList<DestinationStatus> Status => running?.Status ?? shown.Item1;

    /// <summary>How many events matched no route since the delivering server took its turn.</summary>
    public long Unrouted => running?.Unrouted ?? shown.Item2;

    /// <summary>Takes the turn if it is free, and keeps checking from then on.</summary>
    public async Task BeginAsync()
    {
        await LookAsync();
        looking = Task.Run(KeepLookingAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await looking;
        turn.BeginToEnd();
        await EndAsync();
        try
        {
            await turn.LeaveAsync();
        }
        catch (StoreException)
        {
            // The other servers wait some seconds and then take the turn.
        }

        stopping.Dispose();
    }

    private async Task KeepLookingAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                await LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            RunningDispatcher? mine = running;
            DeliveryTurnState state = await turn.LookAsync(hasDestinations(), mine is null ? default : StatusJson.Write(mine.Status, mine.Unrouted));
            setOutbox(state.HasDestinations);
            if (mine is not null && (!state.IsMine || mine.IsLost))
            {
                await EndAsync();
                notify(new DeliveryNotice(DeliveryNoticeKind.Ended, string.Empty, string.Empty));
            }
            else if (mine is null && state.IsMine)
            {
                await StartAsync();
            }

            if (!state.Shown.IsEmpty)
            {
                (IReadOnlyList<DestinationStatus> destinations, long unrouted) = StatusJson.Read(state.Shown.Span);
                shown = new(destinations, unrouted);
            }
        }
        catch (StoreException)
        {
            // The store reports its own errors; the next check tries again.
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Fault, string.Empty, e.Message));
        }
    }

    /// <summary>Starts a dispatcher. If that fails, another server may take the turn.</summary>
    private async Task StartAsync()
    {
        try
        {
            // On its own thread, because it reads from and waits for the database.
            await Task.Factory.StartNew(() => start(started => running = started), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            notify(new DeliveryNotice(DeliveryNoticeKind.Began, string.Empty, string.Empty));
        }
        catch
        {
            await turn.LeaveAsync();
            throw;
        }
    }

    private async ValueTask EndAsync()
    {
        if (running is RunningDispatcher mine)
        {
            running = null;
            await mine.DisposeAsync();
        }
    }
}
