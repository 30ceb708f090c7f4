using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Relay;
using Callgoose.Storage;

namespace Callgoose.Observability.Metrics;

/// <summary>All metrics of <c>/metrics</c>, collected on request.</summary>
/// <param name="storage">The storage.</param>
/// <param name="connections">The connection counters, which may count before the storage is open.</param>
internal sealed class ServerMetrics(IServerStorage storage, ConnectionCounters connections)
{
    /// <summary>The calls of the Process API.</summary>
    public CallCounters Calls { get; } = new();

    /// <summary>The HTTP answers.</summary>
    public StatusCounters Answers { get; } = new();

    /// <summary>The settings in force; null until they are loaded.</summary>
    public LiveSettings? Settings { get; set; }

    /// <summary>The delivery service; null until it has started.</summary>
    public DeliveryService? Delivery { get; set; }

    /// <summary>The relay service, on a relay.</summary>
    public RelayService? Relay { get; set; }

    /// <summary>Returns the current metrics in Prometheus' text format.</summary>
    public byte[] Collect()
    {
        var text = new MetricsText();
        text.Gauge("callgoose_build_info", "Always 1; the labels tell what runs.").Value(1, ("version", ProductVersion.Number));
        text.Gauge("callgoose_configuration_refused", "1 if the newest reload of configuration or schema files was refused, so that the one before is in force; /readyz tells why.")
            .Value(Settings?.Reload.RefusedAt is null ? 0 : 1);
        Calls.Write(text);
        Answers.Write(text);
        connections.Write(text);
        StoreMetrics.Write(text, storage);
        if (Delivery is not null)
        {
            DeliveryMetrics.Write(text, Delivery, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        }

        RelayMetrics.Write(text, Relay?.Status, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        ProcessMetrics.Write(text);
        RuntimeMetrics.Write(text);
        return text.ToUtf8();
    }
}
