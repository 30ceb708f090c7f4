using Callgoose.Storage;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>The metrics of the store and its files.</summary>
internal static class StoreMetrics
{
    /// <summary>Writes the metrics.</summary>
    public static void Write(MetricsText text, IServerStorage storage)
    {
        IncidentStore store = storage.Incidents;
        StoreStatistics done = store.Statistics;
        text.Counter("callgoose_incidents_created_total", "Incidents created and committed.").Value(done.Created);
        text.Counter("callgoose_incidents_resolved_total", "Incidents resolved and committed, by a call or by somebody.").Value(done.Resolved);
        text.Counter("callgoose_incidents_duplicate_total", "Triggers that met an open incident: it was seen again, nothing was created.").Value(done.Duplicates);
        text.Gauge("callgoose_incidents_open", "Incidents that are triggered or acknowledged.").Value(done.Open);
        text.Gauge("callgoose_incidents_suppressed", "Incidents that are held until the maintenance of their service ends.").Value(done.Suppressed);
        text.Counter("callgoose_incidents_expired_total", "Incidents that ended by themselves, among those resolved.").Value(done.Expired);

        text.Gauge("callgoose_store_healthy", "1 if the store can commit, as far as is known; 0 if calls are answered with 503 until it can.")
            .Value(store.IsHealthy ? 1 : 0);
        text.Counter("callgoose_store_failures_total", "How often the store stopped taking commands because it could not commit.").Value(done.Failures);
        text.Counter("callgoose_store_damaged_reads_total", "Reads of a page that is not what was written there, so that it was refused; the same page counts each time.")
            .Value(storage.DamagedReads);
        text.Gauge("callgoose_store_queue_length", "Commands that wait to be committed, those being committed included.").Value(store.QueueLength);
        text.Gauge("callgoose_store_queue_limit", "The queue length at which calls are refused as overload.").Value(store.QueueBound);
        text.Histogram("callgoose_store_batch_size", "Commands in a committed transaction.", done.BatchSize);
        text.Histogram("callgoose_store_transaction_duration_seconds", "From the beginning of a transaction to the end of its commit.", done.TransactionTime);
        text.Histogram(
            "callgoose_store_commit_duration_seconds",
            "SQLite's COMMIT: writing the log and its fsync.",
            done.CommitTime);

        text.Counter("callgoose_api_log_dropped_total", "Entries left out of the API log because too many waited or it could not be written.").Value(storage.ApiLog.LeftOut);
        text.Gauge("callgoose_data_file_bytes", "Sizes of the files of the data folder; those ending in -wal are write-ahead logs.");
        foreach ((string name, long bytes) in storage.FileSizes)
        {
            text.Value(bytes, ("file", name));
        }

        if (storage.FreeBytes is long free)
        {
            text.Gauge("callgoose_data_free_bytes", "Bytes that the file system of the data folder still takes.").Value(free);
        }
    }
}
