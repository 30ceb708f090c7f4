using Callgoose.Delivery.Relay;
using Callgoose.Storage.Relay;

namespace Callgoose.Observability.Metrics;

/// <summary>The metrics of relaying. They are 0 on a server that is not a relay, so that alert rules work for both.</summary>
internal static class RelayMetrics
{
    /// <summary>Writes the metrics.</summary>
    public static void Write(MetricsText text, RelayStatus? relay, long now)
    {
        QueueStatus queue = relay?.Queue ?? QueueStatus.Empty;
        text.Counter("callgoose_relay_taken_total", "Webhooks that the upstream took.").Value(relay?.Taken ?? 0);
        text.Counter("callgoose_relay_tries_total", "Webhooks that were sent to the upstream, taken or not.").Value(relay?.Tries ?? 0);
        text.Gauge("callgoose_relay_waiting", "Webhooks that wait for the upstream.").Value(queue.Waiting);
        text.Gauge("callgoose_relay_refused", "Webhooks that the upstream refused for good and that nobody has decided on.").Value(queue.Refused);
        text.Gauge("callgoose_relay_bytes", "Bytes of what waits and of what was refused.").Value(queue.Bytes);
        text.Gauge("callgoose_relay_oldest_seconds", "Age of the oldest webhook that waits; 0 if none does.")
            .Value(queue.OldestAt is long oldest ? Math.Max(0, now - oldest) / 1000 : 0);
        text.Gauge("callgoose_relay_filled_ratio", "How much of relay.maxBytes or relay.maxAge is used, whichever is more; at 1 webhooks are refused.").Value(relay?.Filled(now) ?? 0);
        text.Gauge("callgoose_relay_failing", "1 while the upstream takes no webhooks.").Value(relay?.FailingSince is null ? 0 : 1);
    }
}
