using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres.ApiLog;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Deliveries;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Postgres.Maintenances;
using Callgoose.Storage.Postgres.Reading;
using Callgoose.Storage.Postgres.Tokens;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Postgres;

/// <summary>A shared store for programs that are not servers, with or without running servers. It creates and changes no tables.</summary>
public sealed class SharedStore : IDisposable
{
    private readonly ConnectionSource source;

    private SharedStore(ConnectionSource source, PostgresStoreOptions options, TimeProvider clock)
    {
        this.source = source;
        Incidents = new PostgresIncidentReader(source);
        ApiLog = new PostgresApiLogReader(source);
        Deliveries = new PostgresDeliveryStore(source, options, clock);
        Tokens = new PostgresTokenStore(source, clock, null, null);
        Maintenances = new PostgresMaintenanceStore(source, clock, null);
    }

    /// <summary>The incidents.</summary>
    public IIncidentReader Incidents { get; }

    /// <summary>The API log.</summary>
    public IApiLogReader ApiLog { get; }

    /// <summary>The deliveries to destinations, past and waiting.</summary>
    public IDeliveryStore Deliveries { get; }

    /// <summary>The tokens.</summary>
    public ITokenStore Tokens { get; }

    /// <summary>The maintenances that were begun while serving. Servers follow changes within a second.</summary>
    public IMaintenanceStore Maintenances { get; }

    /// <summary>Opens the reader that reports count from.</summary>
    public IOverviewReader OpenOverview() => new PostgresOverviewReader(source);

    /// <summary>Whether the servers deliver events: then changes made without a server must be delivered, too.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ValueTask<bool> DeliversAsync() => source.ReadAsync(
        static batch => batch.Add("SELECT delivers FROM dispatcher WHERE id = 1"), static async row => await row.ReadAsync() && row.GetBoolean(0));

    /// <summary>Opens it.</summary>
    /// <exception cref="StoreException">It cannot be reached, or there is no store of this version in the database.</exception>
    public static async Task<SharedStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        var source = new ConnectionSource(options);
        try
        {
            await StoreLayout.RequireCurrentAsync(source);
            return new SharedStore(source, options, clock);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
