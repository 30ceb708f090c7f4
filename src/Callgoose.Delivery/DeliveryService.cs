using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery;

/// <summary>Delivers what happens to incidents to the destinations of the configuration (routing.md).</summary>
public sealed class DeliveryService : IAsyncDisposable
{
    private readonly IncidentStore store;
    private readonly IDeliveryStore deliveries;
    private readonly TimeProvider clock;
    private readonly Action<DeliveryNotice> notify;
    private readonly string agent;
    private readonly SwitchedSender sender = new();
    private Task clearing = Task.CompletedTask;
    private Dispatcher? dispatcher;
    private IDeliveryTables? tables;
    private OutboxFeed? feed;
    private volatile RouteTable routes = DeliverySettings.None.MakeRoutes(static _ => null);
    private volatile DeliverySettings settings = DeliverySettings.None;

    private DeliveryService(IncidentStore store, IDeliveryStore deliveries, TimeProvider clock, Action<DeliveryNotice> notify, string agent)
    {
        this.store = store;
        this.deliveries = deliveries;
        this.clock = clock;
        this.notify = notify;
        this.agent = agent;
    }

    /// <summary>Begins. Without destinations, now or before, nothing is opened and no thread is made, and the store writes nothing for it.</summary>
    /// <param name="store">The store of the incidents; closed after this.</param>
    /// <param name="deliveries">Where deliveries are kept.</param>
    /// <param name="settings">What the configuration says.</param>
    /// <param name="teamOf">Gives the team of a service, or null.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="notify">Is told what the log tells; must not throw.</param>
    /// <param name="agent">What the server calls itself to receivers.</param>
    /// <exception cref="StoreException">What deliveries are kept in cannot be used.</exception>
    public static DeliveryService Start(
        IncidentStore store, IDeliveryStore deliveries, DeliverySettings settings, Func<string, string?> teamOf, TimeProvider clock, Action<DeliveryNotice> notify, string agent)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(deliveries);
        ArgumentNullException.ThrowIfNull(settings);
        var service = new DeliveryService(store, deliveries, clock, notify, agent) { settings = settings, routes = settings.MakeRoutes(teamOf) };
        store.HasOutbox = settings.IsOn;
        if (settings.IsOn || deliveries.Exists)
        {
            service.Open();
        }
        else
        {
            service.clearing = Task.Run(service.ClearAsync);
        }

        return service;
    }

    /// <summary>How it stands with each destination.</summary>
    public IReadOnlyList<DestinationStatus> Status => dispatcher?.Status ?? [];

    /// <summary>How many events no route took since the start.</summary>
    public long Unrouted => dispatcher?.Unrouted ?? 0;

    /// <summary>The routes in force.</summary>
    public RouteTable Routes => routes;

    /// <summary>The settings in force.</summary>
    public DeliverySettings Settings => settings;

    /// <summary>Puts other settings into force. What waits goes on.</summary>
    /// <exception cref="StoreException">What deliveries are kept in cannot be used.</exception>
    public void Apply(DeliverySettings next, Func<string, string?> teamOf)
    {
        ArgumentNullException.ThrowIfNull(next);
        settings = next;
        routes = next.MakeRoutes(teamOf);

        // Before a new destination looks where it begins: from there on nothing may be missing.
        store.HasOutbox = next.IsOn;
        if (dispatcher is not null)
        {
            sender.Use(next, clock, agent);
            dispatcher.ApplyAsync(next, routes).GetAwaiter().GetResult();
        }
        else if (next.IsOn)
        {
            Open();
        }
    }

    /// <summary>Sends a test event to a destination, at once and once.</summary>
    /// <returns>What came of it; null if there is no such destination.</returns>
    public async Task<SendResult?> TestAsync(string name, CancellationToken cancellation)
    {
        sender.Use(settings, clock, agent);
        return await TestAsync(sender, settings, name, clock, cancellation);
    }

    /// <summary>Sends a test event to a destination of a configuration that no server runs with.</summary>
    /// <returns>What came of it; null if there is no such destination.</returns>
    public static async Task<SendResult?> TestOnceAsync(DeliverySettings settings, string name, TimeProvider clock, string agent, CancellationToken cancellation)
    {
        using var sender = new SwitchedSender();
        sender.Use(settings, clock, agent);
        return await TestAsync(sender, settings, name, clock, cancellation);
    }

    private static async Task<SendResult?> TestAsync(SwitchedSender sender, DeliverySettings settings, string name, TimeProvider clock, CancellationToken cancellation)
    {
        if (settings.Destinations.FirstOrDefault(destination => destination.Name == name) is not DestinationSettings found)
        {
            return null;
        }

        var destination = new Destination(found);
        return destination.Fault is string fault
            ? new SendResult(SendVerdict.Retry, null, fault)
            : await sender.SendAsync(destination, TestMessage.For(found, settings.Link, clock), cancellation);
    }

    /// <summary>Lets dead letters, and what waits, be sent at once.</summary>
    /// <param name="which">Which of them.</param>
    /// <returns>How many; 0 if nothing was ever delivered.</returns>
    public Task<int> RetryAsync(DeliverySelection which) => ChangeAsync(tables => tables.Retry(which));

    /// <summary>Ends dead letters, and what waits, without sending them.</summary>
    /// <param name="which">Which of them.</param>
    /// <returns>How many; 0 if nothing was ever delivered.</returns>
    public Task<int> SkipAsync(DeliverySelection which) => ChangeAsync(tables => tables.Skip(which, clock.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await clearing;
        if (dispatcher is not null)
        {
            await dispatcher.StopAsync();
            dispatcher.Dispose();
        }

        sender.Dispose();
        tables?.Dispose();
        feed?.Dispose();
    }

    private void Open()
    {
        feed = new OutboxFeed(store.OpenOutbox(), store);
        tables = deliveries.Open();
        sender.Use(settings, clock, agent);
        dispatcher = new Dispatcher(feed, tables, sender, clock, notify);
        dispatcher.Start(settings, routes);
    }

    /// <summary>Removes what is left of destinations whose deliveries somebody has removed: it would keep incidents for ever.</summary>
    private async Task ClearAsync()
    {
        try
        {
            using var left = new OutboxFeed(store.OpenOutbox(), store);
            await left.ForgetAsync(long.MaxValue);
        }
        catch (StoreException)
        {
            // The store says so itself; the next start tries again.
        }
    }

    private async Task<int> ChangeAsync(Func<IDeliveryTables, int> change)
    {
        if (dispatcher is not Dispatcher running)
        {
            return 0;
        }

        return await running.RunAsync(() =>
        {
            int changed = change(tables!);
            running.Reload();
            running.LookForRemoved();
            return changed;
        });
    }
}
