using Callgoose.Cli;
using Callgoose.Storage;

namespace Callgoose.Observability.Metrics;

/// <summary>Everything that <c>/metrics</c> tells, put together when it is asked for.</summary>
internal sealed class ServerMetrics(IncidentStore store)
{
    /// <summary>The metrics now, in Prometheus' text format.</summary>
    public byte[] Collect()
    {
        var text = new MetricsText();
        text.Gauge("callgoose_build_info", "Always 1; the labels tell what runs.").Value(1, ("version", VersionCommand.Version));
        text.Gauge("callgoose_store_healthy", "1 if the store can commit, as far as is known; 0 if calls are answered with 503 until it can.")
            .Value(store.IsHealthy ? 1 : 0);
        ProcessMetrics.Write(text);
        RuntimeMetrics.Write(text);
        return text.ToUtf8();
    }
}
