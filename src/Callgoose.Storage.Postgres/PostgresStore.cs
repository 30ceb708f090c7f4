using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Batches;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Postgres.Reading;
using Callgoose.Storage.Statistics;
using Npgsql;

namespace Callgoose.Storage.Postgres;

/// <summary>Opens the shared store.</summary>
public static class PostgresStore
{
    /// <summary>Opens the store: creates or migrates its tables, and takes a place among the servers that share it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The source of the time.</param>
    /// <param name="healthChanged">Called when commits start or stop working, on the writer's thread; must not throw.</param>
    /// <exception cref="StoreException">The database cannot be reached, or its tables belong to a newer program.</exception>
    public static async Task<IncidentStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged = null) =>
        (await OpenWithPulseAsync(options, clock, healthChanged)).Store;

    /// <summary>
    /// Opens the store, with a function for the difference to the clock of the database and the reason why the database cannot be asked.
    /// </summary>
    internal static async Task<(IncidentStore Store, Func<(TimeSpan Skew, string? Failure)> Pulse)> OpenWithPulseAsync(
        PostgresStoreOptions options, TimeProvider clock, Action<StoreHealthChange>? healthChanged)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        var source = new ConnectionSource(options);
        try
        {
            await StoreLayout.PrepareAsync(source);
            GatewaySeat seat = await GatewaySeat.TakeAsync(source, options.Name);
            (StoreStatistics statistics, long nextDue, long newest) = await LookAsync(source);
            var ids = new TimeOrderedIds(clock, new TimeOrderedId((ulong)(newest >> 20) << 16 | 0xFFF, 0));
            var store = new PostgresBatchStore(source, seat, options, ids, clock, statistics, nextDue);
            var pulse = new GatewayPulse(source, () => store.Seat, store.NoteDue, store.Count, clock);
            store.Pulse = pulse;
            var incidents = new IncidentStore(store, new PostgresIncidentReader(source), () => new PostgresOutboxReader(source), ids, options, clock, healthChanged);
            return (incidents, () => (pulse.Skew, pulse.Failure));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static async ValueTask<(StoreStatistics Statistics, long NextDue, long Newest)> LookAsync(ConnectionSource source)
    {
        await using NpgsqlConnection connection = await source.OpenAsync();
        try
        {
            await using NpgsqlCommand look = new(
                """
                SELECT (SELECT count(*) FROM incidents WHERE state <> 3 AND state <> 4), (SELECT count(*) FROM incidents WHERE state <> 3 AND state = 4),
                    (SELECT coalesce(min(due_at), 0) FROM incidents WHERE due_at <> 0), (SELECT coalesce(max(sequence), 0) FROM incidents)
                """,
                connection);
            await using NpgsqlDataReader row = await look.ExecuteReaderAsync();
            await row.ReadAsync();
            long due = row.GetInt64(2);
            return (new StoreStatistics { OpenAtStart = row.GetInt64(0), SuppressedAtStart = row.GetInt64(1) }, due == 0 ? long.MaxValue : due, row.GetInt64(3));
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }
}
