using System.Globalization;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres.ApiLog;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Deliveries;
using Callgoose.Storage.Postgres.Integrity;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Postgres.Maintenances;
using Callgoose.Storage.Postgres.Reading;
using Callgoose.Storage.Postgres.Sessions;
using Callgoose.Storage.Postgres.Tokens;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Postgres;

/// <summary>Everything that a server stores, in a database that it shares with others.</summary>
public sealed class PostgresServerStorage : IServerStorage
{
    /// <summary>The maximum difference between the clocks of a server and the database: they decide when calls came and when incidents end.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(30);

    private readonly ConnectionSource source;
    private readonly PostgresTokenDirectory tokens;
    private readonly TimeProvider clock;
    private readonly Func<(TimeSpan Skew, string? Failure)> pulse;

    private PostgresServerStorage(
        ConnectionSource source, PostgresStoreOptions options, PostgresTokenDirectory tokens, IncidentStore incidents, Func<(TimeSpan Skew, string? Failure)> pulse, IApiLog apiLog, TimeProvider clock)
    {
        this.source = source;
        this.tokens = tokens;
        this.clock = clock;
        this.pulse = pulse;
        Incidents = incidents;
        ApiLog = apiLog;
        Sessions = new PostgresSessionStore(source);
        Deliveries = new PostgresDeliveryStore(source, options, clock);
    }

    /// <summary>The name of the database, without a secret.</summary>
    public string Where => source.Where;

    /// <inheritdoc/>
    public IncidentStore Incidents { get; }

    /// <inheritdoc/>
    public ITokenDirectory Tokens => tokens;

    /// <inheritdoc/>
    public ISessionStore Sessions { get; }

    /// <inheritdoc/>
    public IApiLog ApiLog { get; }

    /// <inheritdoc/>
    public IDeliveryStore Deliveries { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings { get; private init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> DamagedLogs => [];

    /// <inheritdoc/>
    public long DamagedReads => 0;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Bytes)> FileSizes => [];

    /// <inheritdoc/>
    public long? FreeBytes => null;

    /// <inheritdoc/>
    public string? Fault
    {
        get
        {
            (TimeSpan skew, string? failure) = pulse();
            return failure
                ?? (skew.Duration() > MaxSkew
                    ? string.Create(CultureInfo.InvariantCulture, $"The clock of this server differs from that of the database by {skew.TotalSeconds:F0} s; set both by the same time server.")
                    : null);
        }
    }

    /// <summary>Opens everything. Creates the tables, or migrates them to the version of this program.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The source of the time.</param>
    /// <param name="healthChanged">Called when commits start or stop working, on the writer's thread; must not throw.</param>
    /// <param name="apiLogFailed">Receives the reason when entries of the API log cannot be written; calls go on without the log.</param>
    /// <exception cref="StoreException">The database cannot be reached, or its tables belong to a newer program.</exception>
    public static async Task<PostgresServerStorage> OpenAsync(
        PostgresStoreOptions options, TimeProvider clock, Action<StoreHealthChange> healthChanged, Action<string> apiLogFailed)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        (IncidentStore incidents, Func<(TimeSpan, string?)> pulse) = await PostgresStore.OpenWithPulseAsync(options, clock, healthChanged);
        var source = new ConnectionSource(options);
        try
        {
            PostgresTokenDirectory tokens = await PostgresTokenDirectory.OpenAsync(source, clock);
            return new PostgresServerStorage(source, options, tokens, incidents, pulse, new PostgresApiLog(source, new ApiLogOptions(), clock, apiLogFailed), clock)
            {
                Warnings = await StoreStatus.FindStandbyAsync(source) is string standby ? [standby] : [],
            };
        }
        catch
        {
            source.Dispose();
            await incidents.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the store of tokens for a program that is not a server. It changes no existing tables.</summary>
    /// <param name="options">The store.</param>
    /// <param name="clock">The source of the time.</param>
    /// <param name="isFirst">Whether it may be the first program on an empty database, and creates the tables there: a token is often created before
    /// the first server starts.</param>
    /// <exception cref="StoreException">The database cannot be reached, or there is no store of this version in it.</exception>
    public static async Task<ITokenStore> OpenTokensAsync(PostgresStoreOptions options, TimeProvider clock, bool isFirst = false)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        var source = new ConnectionSource(options);
        try
        {
            if (isFirst && !(await StoreLayout.TablesAsync(source)).Contains(StoreLayout.VersionTable))
            {
                await StoreLayout.PrepareAsync(source);
            }

            await StoreLayout.RequireCurrentAsync(source);
            return new PostgresTokenStore(source, clock, null, source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ITokenStore OpenTokens() => new PostgresTokenStore(source, clock, tokens.RefreshAsync, null);

    /// <inheritdoc/>
    public IMaintenanceStore OpenMaintenances() => new PostgresMaintenanceStore(source, clock, () => tokens.MaintenanceChanges);

    /// <inheritdoc/>
    public IApiLogReader OpenApiLog() => new PostgresApiLogReader(source);

    /// <inheritdoc/>
    public ITransitionReader OpenTransitions() => new PostgresTransitionReader(source);

    /// <inheritdoc/>
    public IOverviewReader OpenOverview() => new PostgresOverviewReader(source);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Incidents.DisposeAsync();
        await ApiLog.DisposeAsync();
        tokens.Dispose();
        source.Dispose();
    }
}
