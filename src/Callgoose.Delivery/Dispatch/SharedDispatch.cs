using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>
/// Has a dispatcher at work while it is this server's turn, where several servers share what they deliver; knows what the one that delivers shows otherwise.
/// </summary>
/// <param name="turn">Decides whose turn it is.</param>
/// <param name="hasDestinations">Tells whether the configuration of this server has destinations.</param>
/// <param name="start">Starts a dispatcher, and hands it over before it returns; blocks meanwhile.</param>
/// <param name="setOutbox">Told whether any server delivers to destinations.</param>
/// <param name="notify">Is told what the log tells.</param>
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

    /// <summary>How it stands with the destinations, whichever server delivers.</summary>
    public IReadOnlyList<DestinationStatus> Status => running?.Status ?? shown.Item1;

    /// <summary>How many events no route took since the server that delivers began to.</summary>
    public long Unrouted => running?.Unrouted ?? shown.Item2;

    /// <summary>Takes the turn if nobody has it, and looks after it from then on.</summary>
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
            // The others wait for some seconds, and take it then.
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
            // The end.
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
            // The store says so itself; the next look may be luckier.
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            notify(new DeliveryNotice(DeliveryNoticeKind.Fault, string.Empty, e.Message));
        }
    }

    /// <summary>Starts a dispatcher. Where it cannot be, another server may try.</summary>
    private async Task StartAsync()
    {
        try
        {
            // On a thread of its own: it reads, and waits for the database.
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
