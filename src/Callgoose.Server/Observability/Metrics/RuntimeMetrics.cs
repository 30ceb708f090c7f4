using System.Globalization;

namespace Callgoose.Observability.Metrics;

/// <summary>The metrics of the .NET runtime, with the names of OpenTelemetry's conventions in Prometheus form.</summary>
internal static class RuntimeMetrics
{
    /// <summary>Writes the metrics.</summary>
    public static void Write(MetricsText text)
    {
        text.Counter("dotnet_gc_collections_total", "Garbage collections, by the oldest generation collected.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            // The runtime counts a collection of an older generation for every younger generation, too.
            int older = generation == GC.MaxGeneration ? 0 : GC.CollectionCount(generation + 1);
            text.Value(GC.CollectionCount(generation) - older, ("generation", generation.ToString(CultureInfo.InvariantCulture)));
        }

        text.Counter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap; a thread's last few kilobytes are counted when it asks for more.")
            .Value(GC.GetTotalAllocatedBytes());
        text.Counter("dotnet_gc_pause_seconds_total", "Time for which collections stopped every thread.")
            .Value(GC.GetTotalPauseDuration().TotalSeconds);
        text.Gauge("dotnet_gc_heap_bytes", "Bytes in use on the managed heap, garbage not yet collected included.")
            .Value(GC.GetTotalMemory(forceFullCollection: false));
        text.Gauge("dotnet_thread_pool_threads", "Threads of the pool.").Value(ThreadPool.ThreadCount);
        text.Gauge("dotnet_thread_pool_queue_length", "Work that waits for a thread of the pool.").Value(ThreadPool.PendingWorkItemCount);
    }
}
