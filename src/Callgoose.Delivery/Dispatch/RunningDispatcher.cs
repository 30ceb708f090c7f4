using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>A running dispatcher with its event feed and its delivery tables.</summary>
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

    /// <summary>The status of each destination.</summary>
    public IReadOnlyList<DestinationStatus> Status => dispatcher.Status;

    /// <summary>How many events matched no route since the start.</summary>
    public long Unrouted => dispatcher.Unrouted;

    /// <summary>Whether another server delivers now.</summary>
    public bool IsLost => tables.IsLost;

    /// <summary>Opens everything and starts. Blocks while it reads where the last run ended.</summary>
    /// <param name="store">The incident store. It must stay open until this is disposed.</param>
    /// <param name="deliveries">The delivery store.</param>
    /// <param name="sender">Sends the messages.</param>
    /// <param name="settings">The delivery settings.</param>
    /// <param name="routes">The routes of these settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="notify">Receives the notices for the log; must not throw.</param>
    /// <exception cref="StoreException">The delivery store cannot be used.</exception>
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

    /// <summary>Changes deliveries on behalf of a user, and makes the dispatcher reload them.</summary>
    /// <param name="change">Changes deliveries and returns their number.</param>
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
