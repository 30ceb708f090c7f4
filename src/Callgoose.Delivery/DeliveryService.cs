using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery;

/// <summary>Delivers the events of incidents to the destinations of the configuration (Delivery/README.md).</summary>
public sealed class DeliveryService : IAsyncDisposable
{
    private readonly IncidentStore store;
    private readonly IDeliveryStore deliveries;
    private readonly TimeProvider clock;
    private readonly Action<DeliveryNotice> notify;
    private readonly string agent;
    private readonly SwitchedSender sender = new();
    private readonly Lock gate = new();
    private readonly SharedDispatch? shared;
    private Task clearing = Task.CompletedTask;
    private RunningDispatcher? alone;
    private volatile SettingsInForce inForce;

    private DeliveryService(
        IncidentStore store, IDeliveryStore deliveries, SettingsInForce inForce, TimeProvider clock, Action<DeliveryNotice> notify, string agent)
    {
        this.store = store;
        this.deliveries = deliveries;
        this.inForce = inForce;
        this.clock = clock;
        this.notify = notify;
        this.agent = agent;
        shared = deliveries.Turn is IDeliveryTurn turn
            ? new SharedDispatch(turn, () => Settings.IsOn, StartDispatcher, others => store.HasOutbox = others || Settings.IsOn, notify)
            : null;
    }

    /// <summary>
    /// Starts delivery. If there are no destinations, now or from before, it opens nothing and starts no thread, and
    /// the store writes no events. If several servers share a store, one of them delivers.
    /// </summary>
    /// <param name="store">The incident store. It must stay open until this is disposed.</param>
    /// <param name="deliveries">The delivery store.</param>
    /// <param name="settings">The delivery settings.</param>
    /// <param name="teamOf">Returns the team of a service, or null.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="notify">Receives the notices for the log; must not throw.</param>
    /// <param name="agent">The name of the server for receivers.</param>
    /// <exception cref="StoreException">The delivery store cannot be used.</exception>
    public static async Task<DeliveryService> StartAsync(
        IncidentStore store, IDeliveryStore deliveries, DeliverySettings settings, Func<string, string?> teamOf, TimeProvider clock, Action<DeliveryNotice> notify, string agent)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(deliveries);
        ArgumentNullException.ThrowIfNull(settings);
        var service = new DeliveryService(store, deliveries, new SettingsInForce(settings, settings.MakeRoutes(teamOf)), clock, notify, agent);
        store.HasOutbox = settings.IsOn;
        if (service.shared is SharedDispatch shared)
        {
            await shared.BeginAsync();
        }
        else if (settings.IsOn || deliveries.Exists)
        {
            service.StartDispatcher(started => service.alone = started);
        }
        else
        {
            service.clearing = Task.Run(service.ClearAsync);
        }

        return service;
    }

    /// <summary>The status of each destination. If several servers share a store, as reported by the one that delivers.</summary>
    public IReadOnlyList<DestinationStatus> Status => shared?.Status ?? alone?.Status ?? [];

    /// <summary>The status of each destination to which this server itself delivers.</summary>
    public IReadOnlyList<DestinationStatus> OwnStatus => Running?.Status ?? [];

    /// <summary>How many events matched no route since the delivering server started.</summary>
    public long Unrouted => shared?.Unrouted ?? alone?.Unrouted ?? 0;

    /// <summary>How many of these events this server itself processed.</summary>
    public long OwnUnrouted => Running?.Unrouted ?? 0;

    /// <summary>Whether this server delivers: false if another server that shares the store does, or none.</summary>
    public bool IsDelivering => Running is not null;

    /// <summary>The routes in force.</summary>
    public RouteTable Routes => inForce.Routes;

    /// <summary>The settings in force.</summary>
    public DeliverySettings Settings => inForce.Settings;

    private RunningDispatcher? Running => shared is null ? alone : shared.Running;

    /// <summary>Applies new settings. Waiting deliveries continue.</summary>
    /// <exception cref="StoreException">The delivery store cannot be used.</exception>
    public void Apply(DeliverySettings next, Func<string, string?> teamOf)
    {
        ArgumentNullException.ThrowIfNull(next);
        RunningDispatcher? running;
        var applied = new SettingsInForce(next, next.MakeRoutes(teamOf));
        lock (gate)
        {
            inForce = applied;

            // Before a new destination determines its first event: from then on no event may be missing.
            store.HasOutbox = next.IsOn || (shared is not null && store.HasOutbox);
            running = Running;
        }

        if (running is not null)
        {
            sender.Use(next, clock, agent);
            Task apply = running.ApplyAsync(next, applied.Routes);
            if (shared is null)
            {
                apply.GetAwaiter().GetResult();
            }
        }
        else if (next.IsOn && shared is null)
        {
            StartDispatcher(started => alone = started);
        }
    }

    /// <summary>Sends a test event to a destination, immediately and only once.</summary>
    /// <returns>The result; null if there is no such destination.</returns>
    public async Task<SendResult?> TestAsync(string name, CancellationToken cancellation)
    {
        DeliverySettings settings = Settings;
        sender.Use(settings, clock, agent);
        return await TestAsync(sender, settings, name, clock, cancellation);
    }

    /// <summary>Sends a test event to a destination of a configuration without a running server.</summary>
    /// <returns>The result; null if there is no such destination.</returns>
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

    /// <summary>Retries dead letters and waiting deliveries at once.</summary>
    /// <param name="which">Selects the deliveries.</param>
    /// <returns>Their number; 0 if nothing was ever delivered.</returns>
    public Task<int> RetryAsync(DeliverySelection which) => ChangeAsync(which, skip: false);

    /// <summary>Skips dead letters and waiting deliveries: they end without being sent.</summary>
    /// <param name="which">Selects the deliveries.</param>
    /// <returns>Their number; 0 if nothing was ever delivered.</returns>
    public Task<int> SkipAsync(DeliverySelection which) => ChangeAsync(which, skip: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await clearing;
        if (shared is not null)
        {
            await shared.DisposeAsync();
        }

        if (alone is not null)
        {
            await alone.DisposeAsync();
        }

        sender.Dispose();
    }

    private void StartDispatcher(Action<RunningDispatcher> hand)
    {
        SettingsInForce begun = inForce;
        sender.Use(begun.Settings, clock, agent);
        RunningDispatcher started = RunningDispatcher.Start(store, deliveries, sender, begun.Settings, begun.Routes, clock, notify);
        lock (gate)
        {
            hand(started);

            // Settings that were applied meanwhile had no dispatcher to inform.
            if (inForce != begun)
            {
                sender.Use(inForce.Settings, clock, agent);
                _ = started.ApplyAsync(inForce.Settings, inForce.Routes);
            }
        }
    }

    /// <summary>Removes the leftovers of destinations whose deliveries were deleted by hand; otherwise they would keep incidents forever.</summary>
    private async Task ClearAsync()
    {
        try
        {
            using var left = new OutboxFeed(store.OpenOutbox(), store);
            await left.ForgetAsync(long.MaxValue);
        }
        catch (StoreException)
        {
            // The store reports its own errors; the next start tries again.
        }
    }

    private async Task<int> ChangeAsync(DeliverySelection which, bool skip)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (shared is not null)
        {
            return await deliveries.ChangeAsync(which, skip, now);
        }

        return alone is RunningDispatcher running ? await running.ChangeAsync(tables => skip ? tables.Skip(which, now) : tables.Retry(which)) : 0;
    }

    /// <summary>Settings and the routes created from them.</summary>
    private sealed record SettingsInForce(DeliverySettings Settings, RouteTable Routes);
}
