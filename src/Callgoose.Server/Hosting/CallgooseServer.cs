using System.Security.Cryptography;
using Callgoose.Api;
using Callgoose.Auth;
using Callgoose.Auth.Signatures;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Relay;
using Callgoose.Delivery.Routes;
using Callgoose.Doors;
using Callgoose.Doors.Opsgenie;
using Callgoose.Doors.PagerDuty;
using Callgoose.Doors.Prometheus;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Maintenances;
using Callgoose.Observability;
using Callgoose.Observability.Metrics;
using Callgoose.Refusals;
using Callgoose.Schema;
using Callgoose.Storage;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>A running server. It opens the data folder's lock, the store, the tokens and the listener in that order, and closes them in reverse.</summary>
internal sealed class CallgooseServer : IAsyncDisposable
{
    private readonly LiveSettings settings;
    private readonly IServerStorage storage;
    private readonly IncidentStore store;
    private readonly ServerMetrics metrics;
    private readonly EventsEndpoint events;
    private readonly DeliveryService delivery;
    private readonly RelayService? relay;
    private readonly KestrelServer http;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private MetricsListener? metricsListener;
    private bool hasListened;

    private CallgooseServer(
        LiveSettings settings, IServerStorage storage, ServerMetrics metrics, EventsEndpoint events, DeliveryService delivery, RelayService? relay, KestrelServer http, TimeProvider clock, ILogger log)
    {
        this.settings = settings;
        this.storage = storage;
        store = storage.Incidents;
        this.metrics = metrics;
        this.events = events;
        this.delivery = delivery;
        this.relay = relay;
        this.http = http;
        this.clock = clock;
        this.log = log;
    }

    /// <summary>The actual addresses, with the ports that the system chose.</summary>
    public IReadOnlyCollection<string> Addresses => [.. http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>The separate address of <c>/metrics</c>, if there is one.</summary>
    public string? MetricsAddress => metricsListener?.Address;

    /// <summary>Opens the store and starts to listen.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="folder">The data folder; null if the configuration names a shared store.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="loggers">The loggers.</param>
    /// <param name="waits">Called with the addresses if the server already listens, and refuses requests, while the shared store cannot be reached.</param>
    /// <param name="stop">Completes when the server must stop; it then no longer waits for the shared store.</param>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">The shared store cannot be opened, and waiting does not help.</exception>
    /// <exception cref="OperationCanceledException">The server had to stop while it waited.</exception>
    /// <exception cref="DataFolderInUseException">Another server runs on the data folder.</exception>
    /// <exception cref="IOException">The system refuses an address.</exception>
    public static async Task<CallgooseServer> StartAsync(
        ConfigurationResult configuration, DataFolder? folder, TimeProvider clock, ILoggerFactory loggers, Action<IReadOnlyCollection<string>> waits, Task stop)
    {
        ServerSettings settings = configuration.Settings;
        ILogger log = loggers.CreateLogger("callgoose");
        ServerCertificate? certificate = settings.TlsCertificate is string file ? new ServerCertificate(file, settings.TlsKey!, TimeProvider.System, log) : null;
        DescriptorLimit.Raise();

        // Loading the system's OpenSSL takes as long as opening the databases, and the first call needs it, so both run in parallel.
        Task cryptography = Task.Run(static () => SHA256.HashData([]));
        var connections = new ConnectionCounters();
        KestrelServer http = Listener.Create(settings, certificate, connections, loggers);
        var start = new SharedStart(http, waits, log);
        IServerStorage storage;
        try
        {
            storage = folder is null ? await start.OpenAsync(() => OpenSharedAsync(settings, clock, log), stop) : OpenFolder(settings, folder, clock, log);
        }
        catch
        {
            await http.StopAsync(new CancellationToken(canceled: true));
            http.Dispose();
            throw;
        }

        IncidentStore store = storage.Incidents;
        var live = new LiveSettings(settings) { Schemas = SchemaStatus.InForce(configuration.Integrations) };
        var maintenances = MaintenanceBook.Open(storage, live, clock, () => store.Maintenance = MaintenancesOf(live, clock));
        store.Maintenance = MaintenancesOf(live, clock);
        var authenticator = new Authenticator(storage.Tokens);
        var memory = new BodyMemory(settings.Limits.BodyMemory);
        var metrics = new ServerMetrics(storage, connections);
        metrics.Calls.Use(settings.Services);
        metrics.Settings = live;
        var faults = new RequestFaults(settings.Limits.Body, settings.BehindProxy, loggers.CreateLogger<RequestFaults>());
        var refusals = new RefusedCalls(live, clock);
        var sessions = new Sessions(storage.Tokens, storage.Sessions, clock);
        var apiAuthenticator = new ApiAuthenticator(authenticator, sessions);
        var longWork = new LongWork();
        var overview = new OverviewCounter(storage.OpenOverview, clock, async () => await longWork.TurnAsync());
        var events = new EventsEndpoint(storage, apiAuthenticator, longWork, live);
        DeliveryService delivery = await DeliveryService.StartAsync(store, storage.Deliveries, settings.Delivery, live.TeamOf, clock, log.Delivery, "callgoose");
        metrics.Delivery = delivery;
        RelayService? relay = settings.Relay is null ? null : RelayService.Start(store, settings.Relay, clock, log.Relay, "callgoose", () => storage.FreeBytes);
        metrics.Relay = relay;
        if (relay is null && store.Queue.Waiting > 0)
        {
            log.RelayIsMissing(store.Queue.Waiting);
        }

        foreach (string warning in storage.Warnings)
        {
            log.FolderWarning(warning);
        }

        async ValueTask<string?> AliasOfAsync(ApiToken token, TimeOrderedId incident)
        {
            await longWork.TurnAsync();
            return (await store.FindAsync(incident))?.Incident is { Integration: "Opsgenie" } alert && TokenReach.Includes(token, alert, live.Current.Services) ? alert.IncidentKey : null;
        }

        var application = new HttpApplication(
            [ProcessDoor.Instance, PagerDutyDoor.Instance, new PagerDutyChangeDoor(new ChangeStep(store, live, longWork).KeepAsync), PrometheusDoor.Instance, new OpsgenieDoor(AliasOfAsync, clock), new OpsgenieNoteDoor(new NoteStep(store, live, longWork).KeepAsync, clock)],
            new WebhookEndpoint(authenticator, live, store, memory, new SignatureStep(new SignatureKeys(clock, log), clock), longWork, new CallLog(storage.ApiLog, live, store, clock), metrics.Calls, faults, refusals, clock, relay),
            new ApiRouter(apiAuthenticator, sessions, storage, events, live, memory, longWork, metrics, delivery, relay, refusals, maintenances, overview, clock),
            longWork,
            metrics.Answers,
            faults,
            settings);
        var server = new CallgooseServer(live, storage, metrics, events, delivery, relay, http, clock, log) { Certificate = certificate, Maintenances = maintenances, Overview = overview };
        try
        {
            server.metricsListener = settings.Metrics.Url is string url ? await MetricsListener.StartAsync(url, metrics, loggers) : null;
            await cryptography;
            if (start.Entrance is Entrance entrance)
            {
                entrance.Open(application);
                log.StoreReached();
            }
            else
            {
                await http.StartAsync(application, CancellationToken.None);
            }

            server.hasListened = true;
            server.WarnOfPlainHttp(settings);
            server.WarnOfEnvironments(settings);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<IServerStorage> OpenSharedAsync(ServerSettings settings, TimeProvider clock, ILogger log) => await PostgresServerStorage.OpenAsync(
        new PostgresStoreOptions
        {
            Url = StoreAddress.Read(settings.Store!),
            QueueBound = settings.Limits.Queue,
            DuplicateWindow = settings.DuplicateWindow,
            Retention = settings.Retention,
        },
        clock, change => log.StoreHealthChanged(change), log.ApiLogFailed);

    private static SqliteServerStorage OpenFolder(ServerSettings settings, DataFolder folder, TimeProvider clock, ILogger log) => SqliteServerStorage.Open(
        new SqliteStoreOptions
        {
            Folder = folder,
            QueueBound = settings.Limits.Queue,
            DuplicateWindow = settings.DuplicateWindow,
            Retention = settings.Retention,
            HasOutbox = settings.Delivery.IsOn,
        },
        clock, change => log.StoreHealthChanged(change), log.ApiLogFailed);

    /// <summary>The certificate of the TLS addresses; null if there is none.</summary>
    public ServerCertificate? Certificate { get; private init; }

    private MaintenanceBook? Maintenances { get; init; }

    private OverviewCounter? Overview { get; init; }

    /// <inheritdoc cref="IncidentStore.ProgressedAt"/>
    public long ProgressedAt => store.ProgressedAt;

    /// <summary>Opens the store that changes tokens. The caller disposes it.</summary>
    public ITokenStore OpenTokens() => storage.OpenTokens();

    /// <summary>The settings in force.</summary>
    public LiveSettings Settings => settings;

    /// <summary>Applies what can change without a restart. Calls in progress keep their settings.</summary>
    /// <returns>The changed settings that need a restart, by their names in the file.</returns>
    public IReadOnlyList<string> Apply(ServerSettings next)
    {
        store.DuplicateWindow = next.DuplicateWindow;
        store.Retention = next.Retention;
        metrics.Calls.Use(next.Services);
        IReadOnlyList<string> waiting = settings.Replace(next);
        store.Maintenance = MaintenancesOf(settings, clock);
        delivery.Apply(next.Delivery, settings.TeamOf);
        WarnOfEnvironments(next);
        return waiting;
    }

    /// <summary>Returns a new delegate each time, which signals a change. The compiler would cache a lambda within a lambda.</summary>
    private static Func<string, long> MaintenancesOf(LiveSettings live, TimeProvider clock) => service => live.MaintenanceUntil(service, clock.GetUtcNow());

    private void WarnOfPlainHttp(ServerSettings settings)
    {
        foreach (string url in settings.Urls.Where(url => settings.BehindProxy.Count == 0 && !ListenAddress.HasTls(url) && !ListenAddress.IsLoopback(url)))
        {
            log.ListensWithoutTls(url);
        }
    }

    /// <summary>Warns about unknown environments in routes. Environments come from tokens, so only the running server knows them.</summary>
    private void WarnOfEnvironments(ServerSettings wanted)
    {
        IReadOnlyList<string> known = storage.Tokens.Environments;
        foreach (Route route in wanted.Delivery.Routes)
        {
            IEnumerable<string> unknown = route.Conditions.Where(static condition => condition.Property == RouteProperty.Environment).SelectMany(static condition => condition.Values).Except(known);
            foreach (string environment in known.Count == 0 ? [] : unknown)
            {
                log.UnknownEnvironment(route.Name, environment, NearestName.Of(environment, [.. known]));
            }
        }
    }

    /// <summary>Stops accepting connections, lets requests in progress finish, commits what is queued and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        events.Stop();
        using (var deadline = new CancellationTokenSource(settings.Current.DrainTimeout))
        {
            await http.StopAsync(deadline.Token);
        }

        http.Dispose();
        events.Dispose();
        Maintenances?.Dispose();
        if (metricsListener is not null)
        {
            await metricsListener.DisposeAsync();
        }

        if (Overview is not null)
        {
            await Overview.DisposeAsync();
        }

        await delivery.DisposeAsync();
        if (relay is not null)
        {
            await relay.DisposeAsync();
        }

        await storage.DisposeAsync();
        if (store.Loss is string loss)
        {
            log.StoppedWithLoss(loss);
        }
        else if (hasListened)
        {
            log.Stopped();
        }
    }
}
