using Callgoose.Delivery;
using Callgoose.Delivery.Dispatch;

namespace Callgoose.Observability.Metrics;

/// <summary>The metrics of delivery. Destinations come from the configuration, so their number is bounded.</summary>
internal static class DeliveryMetrics
{
    /// <summary>Writes the metrics.</summary>
    public static void Write(MetricsText text, DeliveryService delivery, long now)
    {
        // If several servers share a store, only the one that delivers reports: a sum over all of them counts each delivery once.
        IReadOnlyList<DestinationStatus> destinations = delivery.OwnStatus;
        text.Counter("callgoose_delivery_delivered_total", "Deliveries that a receiver took.");
        WriteEach(text, destinations, static one => one.Delivered);
        text.Counter("callgoose_delivery_dead_total", "Deliveries that were given up.");
        WriteEach(text, destinations, static one => one.Dead);
        text.Counter("callgoose_delivery_tries_total", "Messages that were sent, taken or not.");
        WriteEach(text, destinations, static one => one.Tries);
        text.Gauge("callgoose_delivery_waiting", "Deliveries that wait; of more than 10,000 for a destination only these are counted.");
        WriteEach(text, destinations, static one => one.Waiting);
        text.Gauge("callgoose_delivery_oldest_seconds", "Age of the oldest delivery that waits; 0 if none does.");
        WriteEach(text, destinations, one => one.OldestAt is long oldest ? Math.Max(0, now - oldest) / 1000 : 0);
        text.Gauge("callgoose_delivery_paused", "1 while a destination is only probed, or cannot be used because a secret is missing.");
        WriteEach(text, destinations, static one => one.State is "paused" or "broken" ? 1 : 0);
        text.Gauge("callgoose_delivery_failing", "1 while the last message of a destination was not taken: its receiver cannot be reached, or refuses.");
        WriteEach(text, destinations, static one => one.State is "failing" or "paused" or "broken" ? 1 : 0);
        text.Counter("callgoose_delivery_unrouted_total", "Events that no route took.").Value(delivery.OwnUnrouted);
        text.Gauge("callgoose_delivery_dispatching", "1 on the server that delivers: of several that share a store one does.").Value(delivery.IsDelivering ? 1 : 0);
    }

    private static void WriteEach(MetricsText text, IReadOnlyList<DestinationStatus> destinations, Func<DestinationStatus, long> value)
    {
        foreach (DestinationStatus one in destinations)
        {
            text.Value(value(one), ("destination", one.Name));
        }
    }
}
