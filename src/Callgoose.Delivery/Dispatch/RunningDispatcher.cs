using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>A dispatcher at work, with what it reads events from and what it keeps.</summary>
internal sealed class RunningDispatcher : IAsyncDisposable
{
    private readonly OutboxFeed feed;
    private readonly IDeliveryTables tables;
    private readonly Dispatcher dispatcher;

    private RunningDispatcher(OutboxFeed feed, IDeliveryTables tables, Dispatcher dispatcher)
    {
        this.feed = feed;
        this.tables = tables;
        this.dispatcher = dispatcher;
    }

    /// <summary>How it stands with each destination.</summary>
    public IReadOnlyList<DestinationStatus> Status => dispatcher.Status;

    /// <summary>How many events no route took since the start.</summary>
    public long Unrouted => dispatcher.Unrouted;

    /// <summary>Whether another server delivers now.</summary>
    public bool IsLost => tables.IsLost;

    /// <summary>Opens what it needs and begins. Blocks while it reads where the last run ended.</summary>
    /// <param name="store">The store of the incidents; closed after this.</param>
    /// <param name="deliveries">Where deliveries are kept.</param>
    /// <param name="sender">Sends the messages.</param>
    /// <param name="settings">What the configuration says.</param>
    /// <param name="routes">The routes of these settings.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="notify">Is told what the log tells; must not throw.</param>
    /// <exception cref="StoreException">What deliveries are kept in cannot be used.</exception>
    public static RunningDispatcher Start(
        IncidentStore store, IDeliveryStore deliveries, IMessageSender sender, DeliverySettings settings, RouteTable routes, TimeProvider clock, Action<DeliveryNotice> notify)
    {
        var feed = new OutboxFeed(store.OpenOutbox(), store);
        IDeliveryTables? tables = null;
        try
        {
            tables = deliveries.Open();
            var dispatcher = new Dispatcher(feed, tables, sender, clock, notify);
            dispatcher.Start(settings, routes);
            return new RunningDispatcher(feed, tables, dispatcher);
        }
        catch
        {
            tables?.Dispose();
            feed.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Dispatcher.ApplyAsync"/>
    public Task ApplyAsync(DeliverySettings settings, RouteTable routes) => dispatcher.ApplyAsync(settings, routes);

    /// <summary>Changes deliveries by hand, and has the dispatcher look at them anew.</summary>
    /// <param name="change">Changes them, and tells how many.</param>
    public Task<int> ChangeAsync(Func<IDeliveryTables, int> change) => dispatcher.RunAsync(() =>
    {
        int changed = change(tables);
        dispatcher.Reload();
        dispatcher.LookForRemoved();
        return changed;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await dispatcher.StopAsync();
        dispatcher.Dispose();
        tables.Dispose();
        feed.Dispose();
    }
}
