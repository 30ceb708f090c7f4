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
using Callgoose.Observability;
using Callgoose.Observability.Metrics;
using Callgoose.Schema;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Integrity;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>A running server: the data folder's lock, the store, the tokens and the listener, begun and ended in that order.</summary>
internal sealed class CallgooseServer : IAsyncDisposable
{
    private readonly LiveSettings settings;
    private readonly DataFolder folder;
    private readonly IDisposable folderLock;
    private readonly TokenDirectory tokens;
    private readonly IncidentStore store;
    private readonly ApiLogWriter apiLog;
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
        LiveSettings settings, DataFolder folder, IDisposable folderLock, TokenDirectory tokens, IncidentStore store, ApiLogWriter apiLog, ServerMetrics metrics, EventsEndpoint events,
        DeliveryService delivery, RelayService? relay, KestrelServer http, TimeProvider clock, ILogger log)
    {
        this.settings = settings;
        this.folder = folder;
        this.folderLock = folderLock;
        this.tokens = tokens;
        this.store = store;
        this.apiLog = apiLog;
        this.metrics = metrics;
        this.events = events;
        this.delivery = delivery;
        this.relay = relay;
        this.http = http;
        this.clock = clock;
        this.log = log;
    }

    /// <summary>The addresses it really listens on, with the ports that the system chose.</summary>
    public IReadOnlyCollection<string> Addresses => [.. http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>Where <c>/metrics</c> is, if it has an address of its own.</summary>
    public string? MetricsAddress => metricsListener?.Address;

    /// <summary>Opens the data folder and starts to listen.</summary>
    /// <exception cref="DataFolderInUseException">Another server runs on the data folder.</exception>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    public static async Task<CallgooseServer> StartAsync(
        ConfigurationResult configuration, DataFolder folder, TimeProvider clock, ILoggerFactory loggers)
    {
        ServerSettings settings = configuration.Settings;
        ILogger log = loggers.CreateLogger("callgoose");
        ServerCertificate? certificate = settings.TlsCertificate is string file ? new ServerCertificate(file, settings.TlsKey!, TimeProvider.System, log) : null;
        DescriptorLimit.Raise();
        IDisposable folderLock = folder.Lock();
        folder.RequireWhole();
        folder.WarnOfLostApiLog();
        if (folder.KeepDamagedLogs())
        {
            IntegrityCheck.RequireSound(folder);
        }

        // The system's OpenSSL takes as long to load as the databases take to open, and the first call needs it.
        Task cryptography = Task.Run(static () => SHA256.HashData([]));
        var tokens = TokenDirectory.Open(folder, clock);
        var store = SqliteStore.Open(
            new SqliteStoreOptions
            {
                Folder = folder,
                NotesUse = true,
                QueueBound = settings.Limits.Queue,
                DuplicateWindow = settings.DuplicateWindow,
                Retention = settings.Retention,
                HasOutbox = settings.Delivery.IsOn,
            },
            clock, change => log.StoreHealthChanged(change));

        var apiLog = ApiLogWriter.Open(folder, new ApiLogOptions(), clock, log.ApiLogFailed);
        folder.BeginApiLog();
        var live = new LiveSettings(settings) { Schemas = SchemaStatus.InForce(configuration.Integrations) };
        store.Maintenance = service => live.MaintenanceUntil(service, clock.GetUtcNow());
        var authenticator = new Authenticator(tokens);
        var memory = new BodyMemory(settings.Limits.BodyMemory);
        var metrics = new ServerMetrics(store, apiLog, folder);
        metrics.Calls.Use(settings.Services);
        var faults = new RequestFaults(settings.Limits.Body, settings.BehindProxy, loggers.CreateLogger<RequestFaults>());
        var sessions = new Sessions(tokens, folder, clock);
        var apiAuthenticator = new ApiAuthenticator(authenticator, sessions);
        var longWork = new LongWork();
        var events = new EventsEndpoint(folder, store, apiAuthenticator, longWork, live);
        var deliveries = new SqliteDeliveryStore(folder);
        var delivery = DeliveryService.Start(store, deliveries, settings.Delivery, live.TeamOf, clock, log.Delivery, "callgoose");
        metrics.Delivery = delivery;
        RelayService? relay = settings.Relay is null ? null : RelayService.Start(store, settings.Relay, clock, log.Relay, "callgoose");
        metrics.Relay = relay;
        if (relay is null && store.Queue.Waiting > 0)
        {
            log.RelayIsMissing(store.Queue.Waiting);
        }

        foreach (string warning in folder.Warnings)
        {
            log.FolderWarning(warning);
        }

        async ValueTask<string?> AliasOfAsync(ApiToken token, TimeOrderedId incident)
        {
            await longWork.TurnAsync();
            return (await store.FindAsync(incident))?.Incident is { Integration: "Opsgenie" } alert && TokenReach.Includes(token, alert, live.Current.Services) ? alert.IncidentKey : null;
        }

        var application = new HttpApplication(
            [ProcessDoor.Instance, PagerDutyDoor.Instance, new PagerDutyChangeDoor(new ChangeStep(store, live, longWork).KeepAsync), PrometheusDoor.Instance, new OpsgenieDoor(AliasOfAsync, clock)],
            new WebhookEndpoint(authenticator, live, store, memory, new SignatureStep(new SignatureKeys(clock, log), clock), longWork, new CallLog(apiLog, live, clock), metrics.Calls, faults, clock, relay is null ? null : relay.Signal),
            new ApiRouter(apiAuthenticator, sessions, tokens, store, events, live, memory, longWork, metrics, delivery, deliveries, relay, folder, clock),
            longWork,
            metrics.Answers,
            faults,
            settings);
        KestrelServer http = Listener.Create(settings, certificate, metrics.Connections, loggers);
        var server = new CallgooseServer(live, folder, folderLock, tokens, store, apiLog, metrics, events, delivery, relay, http, clock, log) { Certificate = certificate };
        try
        {
            server.metricsListener = settings.Metrics.Url is string url ? await MetricsListener.StartAsync(url, metrics, loggers) : null;
            await cryptography;
            await http.StartAsync(application, CancellationToken.None);
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

    /// <summary>The certificate of addresses with TLS; null if there is none.</summary>
    public ServerCertificate? Certificate { get; private init; }

    /// <inheritdoc cref="IncidentStore.ProgressedAt"/>
    public long ProgressedAt => store.ProgressedAt;

    /// <summary>The settings in force.</summary>
    public LiveSettings Settings => settings;

    /// <summary>Puts what can change while serving into force. Calls that have begun end as they began.</summary>
    /// <returns>The settings that differ and stay as they are until a restart, as the file names them.</returns>
    public IReadOnlyList<string> Apply(ServerSettings next)
    {
        store.DuplicateWindow = next.DuplicateWindow;
        store.Retention = next.Retention;
        metrics.Calls.Use(next.Services);
        IReadOnlyList<string> waiting = settings.Replace(next);
        store.Maintenance = service => settings.MaintenanceUntil(service, clock.GetUtcNow());
        delivery.Apply(next.Delivery, settings.TeamOf);
        WarnOfEnvironments(next);
        return waiting;
    }

    /// <summary>Whose files were taken away has the logs asked for by the next start: they have what was acknowledged.</summary>
    private void EndUse()
    {
        try
        {
            if (store.Loss is null && tokens.IsHealthy)
            {
                folder.EndUse();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or its disk is full: the next start looks at what is there.
        }
    }

    private void WarnOfPlainHttp(ServerSettings settings)
    {
        foreach (string url in settings.Urls.Where(url => settings.BehindProxy.Count == 0 && !ListenAddress.HasTls(url) && !ListenAddress.IsLoopback(url)))
        {
            log.ListensWithoutTls(url);
        }
    }

    /// <summary>Environments are those of tokens: only here it is known whether one that a route names can be meant.</summary>
    private void WarnOfEnvironments(ServerSettings wanted)
    {
        IReadOnlyList<string> known = tokens.Environments;
        foreach (Route route in wanted.Delivery.Routes)
        {
            IEnumerable<string> unknown = route.Conditions.Where(static condition => condition.Property == RouteProperty.Environment).SelectMany(static condition => condition.Values).Except(known);
            foreach (string environment in known.Count == 0 ? [] : unknown)
            {
                log.UnknownEnvironment(route.Name, environment, NearestName.Of(environment, [.. known]));
            }
        }
    }

    /// <summary>Stops taking connections, lets requests in flight finish, commits what is queued and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        events.Stop();
        using (var deadline = new CancellationTokenSource(settings.Current.DrainTimeout))
        {
            await http.StopAsync(deadline.Token);
        }

        http.Dispose();
        events.Dispose();
        if (metricsListener is not null)
        {
            await metricsListener.DisposeAsync();
        }

        await delivery.DisposeAsync();
        if (relay is not null)
        {
            await relay.DisposeAsync();
        }

        await store.DisposeAsync();
        await apiLog.DisposeAsync();
        tokens.Checkpoint();
        tokens.Dispose();
        EndUse();
        folderLock.Dispose();
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
