using System.Collections.Concurrent;
using System.Collections.Immutable;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Events;
using Callgoose.Destinations;
using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>A dispatcher over a store, with events, receivers and a clock that the test controls.</summary>
/// <param name="store">Where deliveries are kept.</param>
internal sealed class DeliveryScenario(ScenarioStore store) : IAsyncDisposable
{
    private readonly Dictionary<string, (TimeOrderedId Id, int Lines)> incidents = [];
    private IDeliveryTables? tables;
    private Dispatcher? dispatcher;
    private long sequence;

    public TestClock Clock { get; } = new();

    public TestFeed Feed { get; } = new();

    public TestSender Sender { get; } = new();

    public ConcurrentQueue<DeliveryNotice> Notices { get; } = new();

    public DeliverySettings Settings { get; set; } = DeliverySettings.None;

    /// <summary>The number of the last event that has left the outbox.</summary>
    public long Forgotten => tables!.RemovesTaken ? tables.Taken() ?? 0 : Feed.Forgotten;

    public Dispatcher Dispatcher => dispatcher!;

    /// <summary>A destination of the kind Webhook, or of another kind.</summary>
    public static DestinationSettings Destination(string name, string kind = "Webhook", string url = "http://192.0.2.1/")
    {
        DestinationKind found = DestinationKinds.Find(kind)!;
        return new DestinationSettings
        {
            Name = name,
            Kind = found,
            Values = [.. found.Schema.Settings.Select(setting => setting.IsRequired ? SettingReference.Parse(url) : null)],
        };
    }

    /// <summary>Starts, or starts again on the same folder.</summary>
    public async Task StartAsync(params ImmutableArray<DestinationSettings> destinations)
    {
        await StopAsync();
        Settings = destinations.IsEmpty ? Settings : Settings with { Destinations = destinations };
        tables = await store.OpenAsync();
        dispatcher = new Dispatcher(Feed, tables, Sender, Clock, Notices.Enqueue);
        dispatcher.Start(Settings, Settings.MakeRoutes(static _ => null));
        await SettleAsync();
    }

    public async Task StopAsync()
    {
        if (dispatcher is not null)
        {
            await dispatcher.StopAsync();
            dispatcher.Dispose();
            tables!.Dispose();
        }
    }

    /// <summary>Applies other settings.</summary>
    public async Task UseAsync(DeliverySettings settings)
    {
        Settings = settings;
        await Dispatcher.ApplyAsync(settings, settings.MakeRoutes(static _ => null));
        await SettleAsync();
    }

    /// <summary>Adds an event to the incident of a key.</summary>
    public async Task HappenAsync(string key, string what, Func<IncidentEvent, IncidentEvent>? change = null)
    {
        Happen(key, what, change);
        await SettleAsync();
    }

    /// <inheritdoc cref="HappenAsync"/>
    public void Happen(string key, string what, Func<IncidentEvent, IncidentEvent>? change = null)
    {
        (TimeOrderedId id, int lines) = incidents.TryGetValue(key, out (TimeOrderedId, int) known) ? known : (new TimeOrderedIds(Clock).Next(), 0);
        incidents[key] = (id, lines + 1);
        var one = new IncidentEvent
        {
            Sequence = ++sequence,
            Number = lines + 1,
            Event = what,
            At = Clock.UnixMilliseconds,
            Incident = id,
            State = what == IncidentEvent.Resolved ? what : IncidentEvent.Triggered,
            Urgency = "high",
            Service = "shop",
            Key = key,
            Title = $"Title of {key}",
            TriggeredAt = Clock.UnixMilliseconds,
        };
        Feed.Add(change?.Invoke(one) ?? one);
    }

    /// <summary>Restores an older copy of the incidents: later events are gone.</summary>
    public void GoBackTo(long newest)
    {
        Feed.RemoveAfter(newest);
        sequence = newest;
    }

    /// <summary>Lets time pass, and waits until everything due is done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Pass(time);
        await SettleAsync();
    }

    /// <summary>The status of a destination. The dispatcher publishes it five times a second.</summary>
    public async Task<DestinationStatus> StatusAsync(string name)
    {
        await PassAsync(TimeSpan.FromMilliseconds(200));
        return Dispatcher.Status.Single(one => one.Name == name);
    }

    /// <summary>Waits until nothing more can be done now.</summary>
    public async Task SettleAsync()
    {
        for (int quiet = 0; quiet < 3;)
        {
            int before = Sender.Messages.Count;
            bool isIdle = await Dispatcher.RunAsync(() => Dispatcher.OnTheirWay == 0);
            quiet = isIdle && Sender.Messages.Count == before ? quiet + 1 : 0;
        }
    }

    /// <summary>The deliveries, oldest first: the destination, the event and the state.</summary>
    public string[] Deliveries() =>
        [.. Rows().Select(static row => $"{row.Destination} {row.Event} {row.State.ToText()}")];

    /// <summary>The deliveries, oldest first.</summary>
    public DeliveryRow[] Rows() => [.. store.Deliveries.ListAsync(new DeliveryQuery { Limit = int.MaxValue }).Result.Reverse()];

    /// <summary>Makes the same change that a person makes from another process.</summary>
    public async Task<int> ChangeAsync(DeliverySelection which, bool skip) =>
        await store.Deliveries.ChangeAsync(which, skip, Clock.UnixMilliseconds);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await store.DisposeAsync();
    }
}
