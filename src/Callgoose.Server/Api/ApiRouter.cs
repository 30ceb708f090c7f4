using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Relay;
using Callgoose.Doors.Opsgenie;
using Callgoose.Doors.Prometheus;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Maintenances;
using Callgoose.Observability.Metrics;
using Callgoose.Page;
using Callgoose.Refusals;
using Callgoose.Storage;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary>Routes every request except webhooks. These calls are rare, so the code is plain and uses <see cref="HttpContext"/>.</summary>
internal sealed class ApiRouter(
    ApiAuthenticator authenticator,
    Sessions sessions,
    IServerStorage storage,
    EventsEndpoint events,
    LiveSettings settings,
    BodyMemory memory,
    LongWork longWork,
    ServerMetrics metrics,
    DeliveryService delivery,
    RelayService? relay,
    RefusedCalls refusals,
    MaintenanceBook maintenanceBook,
    OverviewCounter overview,
    TimeProvider clock)
{
    private readonly IncidentStore store = storage.Incidents;
    private readonly PageEndpoint page = new();
    private readonly SessionEndpoint session = new(sessions, settings, refusals);
    private readonly IntegrationsEndpoint integrations = new(settings);
    private readonly HealthEndpoint health = new(storage, settings, delivery, relay);
    private readonly IncidentsEndpoint incidents = new(storage.Incidents, settings, longWork);
    private readonly ExportEndpoint export = new(storage, settings, longWork);
    private readonly ReportEndpoint report = new(overview, settings, clock);
    private readonly IncidentActionsEndpoint actions = new(storage.Incidents, settings, clock);
    private readonly ExplainEndpoint explain = new(settings, memory, longWork, clock);
    private readonly LogsEndpoint logs = new(storage);
    private readonly UnmatchedEndpoint unmatched = new(storage, longWork, clock);
    private readonly DeliveryEndpoint deliveries = new(delivery, storage.Deliveries, storage.Incidents, settings);
    private readonly RelayEndpoint relays = new(relay);
    private readonly TokensEndpoint tokens = new(storage, settings, clock);
    private readonly MaintenancesEndpoint maintenances = new(maintenanceBook, storage.Incidents, settings, longWork, clock);
    private readonly RefusalsEndpoint refusalList = new(refusals);
    private readonly PrometheusEndpoint prometheus = new(storage.Incidents, settings, clock);
    private readonly ChangesEndpoint changes = new(storage.Incidents, settings);
    private readonly MetricsEndpoint metrics = new(metrics);

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context, string path) => path switch
    {
        Paths.Alive => OnlyGet(context) ?? HealthEndpoint.AliveAsync(context),
        Paths.Ready => OnlyGet(context) ?? ReadyAsync(context),
        Paths.Metrics when settings.Current.Metrics == MetricsPlace.OnServer => OnlyGet(context) ?? metrics.ShowAsync(context),
        Paths.AlertmanagerReady => OnlyGet(context) ?? PrometheusEndpoint.ShowReadyAsync(context, store.IsHealthy),
        Paths.AlertmanagerAlive => OnlyGet(context) ?? PrometheusEndpoint.ShowReadyAsync(context, isReady: true),
        Paths.AlertmanagerStatus => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, prometheus.ShowStatusAsync),
        PrometheusDoor.Path => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, prometheus.ListAsync),
        Paths.OpenApi => OnlyGet(context) ?? OpenApiEndpoint.ShowAsync(context),
        Paths.Incidents => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, incidents.ListAsync),
        Paths.IncidentSummary => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, incidents.SummarizeAsync),
        Paths.Report => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, report.ShowAsync),
        Paths.Events => Only(context, "GET", RequestMethod.IsGet(context.Request.Method)) ?? WithTokenAsync(context, TokenScopes.Read, events.StreamAsync),
        Paths.Integrations or Paths.Sources => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, integrations.ListAsync),
        Paths.Destinations => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, deliveries.ListDestinationsAsync),
        Paths.Deliveries => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, deliveries.ListAsync),
        Paths.RetryDead => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => deliveries.ChangeDeadAsync(c, token, skip: false)),
        Paths.SkipDead => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => deliveries.ChangeDeadAsync(c, token, skip: true)),
        Paths.Services => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, maintenances.ListServicesAsync),
        Paths.Maintenances when RequestMethod.IsPost(context.Request.Method) => WithTokenAsync(context, TokenScopes.Admin, maintenances.BeginAsync),
        Paths.Maintenances => Only(context, "GET, HEAD, POST", IsGet(context)) ?? WithTokenAsync(context, TokenScopes.Read, maintenances.ListAsync),
        Paths.Relay => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, relays.ShowAsync),
        Paths.RelayRetry => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => relays.ReleaseAsync(c, token, remove: false)),
        Paths.RelaySkip => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => relays.ReleaseAsync(c, token, remove: true)),
        Paths.Session => HandleSessionAsync(context),
        Paths.Page => OnlyGet(context) ?? page.ShowAsync(context, "index.html"),
        Paths.Logs => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, logs.ListAsync),
        Paths.Refusals => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Admin, refusalList.ListAsync),
        Paths.Unmatched => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, unmatched.ListAsync),
        Paths.Changes => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, changes.ListAsync),
        Paths.Explain => Only(context, "POST", RequestMethod.IsPost(context.Request.Method)) ?? WithTokenAsync(context, TokenScopes.Read, explain.ExplainAsync),
        Paths.Tokens when RequestMethod.IsPost(context.Request.Method) => WithTokenAsync(context, TokenScopes.Admin, tokens.CreateAsync),
        Paths.Tokens => Only(context, "GET, HEAD, POST", IsGet(context)) ?? WithTokenAsync(context, TokenScopes.Admin, tokens.ListAsync),
        _ when path.StartsWith(Paths.IncidentPrefix, StringComparison.Ordinal) => HandleIncidentAsync(context, path[Paths.IncidentPrefix.Length..]),
        _ when path.StartsWith(AlertPath.RequestPrefix, StringComparison.Ordinal) =>
            OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Process, (c, token) => Opsgenie.ShowRequestAsync(c, token, path[AlertPath.RequestPrefix.Length..])),
        _ when path.StartsWith(Paths.MaintenancePrefix, StringComparison.Ordinal) => HandleMaintenanceAsync(context, path[Paths.MaintenancePrefix.Length..]),
        _ when path.StartsWith(Paths.DestinationPrefix, StringComparison.Ordinal) => HandleDestinationAsync(context, path[Paths.DestinationPrefix.Length..]),
        _ when path.StartsWith(Paths.DeliveryPrefix, StringComparison.Ordinal) => HandleDeliveryAsync(context, path[Paths.DeliveryPrefix.Length..]),
        _ when path.StartsWith(Paths.ChangePrefix, StringComparison.Ordinal) =>
            OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => changes.ShowAsync(c, token, path[Paths.ChangePrefix.Length..])),
        _ when path.StartsWith(Paths.LogPrefix, StringComparison.Ordinal) =>
            OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => logs.ShowAsync(c, token, path[Paths.LogPrefix.Length..])),
        _ when path.StartsWith(Paths.TokenPrefix, StringComparison.Ordinal) => HandleTokenAsync(context, path[Paths.TokenPrefix.Length..]),
        _ when path.StartsWith(Paths.IntegrationPrefix, StringComparison.Ordinal) => ShowIntegrationAsync(context, path[Paths.IntegrationPrefix.Length..]),
        _ when path.StartsWith(Paths.SourcePrefix, StringComparison.Ordinal) => ShowIntegrationAsync(context, path[Paths.SourcePrefix.Length..]),
        _ when path.StartsWith(Paths.PagePrefix, StringComparison.Ordinal) => OnlyGet(context) ?? page.ShowAsync(context, path[Paths.PagePrefix.Length..]),
        _ => DoorPath.RefuseAsync(context.Features, path, DoorPath.NotFound(path)),
    };

    private Task HandleSessionAsync(HttpContext context) =>
        RequestMethod.IsPost(context.Request.Method) ? session.BeginAsync(context)
        : RequestMethod.IsDelete(context.Request.Method) ? session.EndAsync(context)
        : Only(context, "GET, HEAD, POST, DELETE", IsGet(context)) ?? WithTokenAsync(context, TokenScopes.Read, session.ShowAsync);

    private Task ShowIntegrationAsync(HttpContext context, string name) =>
        OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => integrations.ShowAsync(c, token, name));

    private Task HandleIncidentAsync(HttpContext context, string rest)
    {
        string[] parts = rest.Split('/');
        return parts switch
        {
            [string id] => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => incidents.ShowAsync(c, token, id)),
            [string id, "routes"] => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => deliveries.ExplainAsync(c, token, id)),
            [string id, "export"] => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => export.ShowAsync(c, token, id)),
            [string id, "notes"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => actions.NoteAsync(c, token, id)),
            [string id, string action] when IncidentActionsEndpoint.KindOf(action) is TransitionKind kind =>
                Only(context, "POST", RequestMethod.IsPost(context.Request.Method))
                ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => actions.ActAsync(c, token, id, kind)),
            _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
        };
    }

    private Task HandleDestinationAsync(HttpContext context, string rest) => rest.Split('/') switch
    {
        [string name, "test"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, _) => deliveries.TestAsync(c, name)),
        _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
    };

    private Task HandleMaintenanceAsync(HttpContext context, string rest) => rest.Split('/') switch
    {
        [string id, "extend"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => maintenances.ExtendAsync(c, token, id)),
        [string id, "end"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => maintenances.EndAsync(c, token, id)),
        _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
    };

    private Task HandleDeliveryAsync(HttpContext context, string rest) => rest.Split('/') switch
    {
        [string id] => OnlyGet(context) ?? WithTokenAsync(context, TokenScopes.Read, (c, token) => deliveries.ShowAsync(c, token, id)),
        [string id, "retry"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => deliveries.ChangeAsync(c, token, id, skip: false)),
        [string id, "skip"] => OnlyPost(context) ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => deliveries.ChangeAsync(c, token, id, skip: true)),
        _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
    };

    private Task HandleTokenAsync(HttpContext context, string rest)
    {
        string[] parts = rest.Split('/');
        return parts switch
        {
            [string id] => Only(context, "DELETE", RequestMethod.IsDelete(context.Request.Method))
                ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => tokens.RevokeAsync(c, token, id)),
            [string id, "regenerate"] => Only(context, "POST", RequestMethod.IsPost(context.Request.Method))
                ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => tokens.RegenerateAsync(c, token, id)),
            [string id, "debug"] => Only(context, "PUT", RequestMethod.IsPut(context.Request.Method))
                ?? WithTokenAsync(context, TokenScopes.Admin, (c, token) => tokens.DebugAsync(c, token, id)),
            _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
        };
    }

    private OpsgenieEndpoint Opsgenie => new(store);

    private static bool IsGet(HttpContext context) => RequestMethod.IsGet(context.Request.Method) || RequestMethod.IsHead(context.Request.Method);

    private static Task? OnlyPost(HttpContext context) => Only(context, "POST", RequestMethod.IsPost(context.Request.Method));

    private static Task? OnlyGet(HttpContext context) => Only(context, "GET, HEAD", IsGet(context));

    private static Task? Only(HttpContext context, string methods, bool isOneOfThem) =>
        isOneOfThem ? null : DoorPath.RefuseAsync(context.Features, PathOf(context), Problems.MethodNotAllowed(methods));

    /// <summary>Answers <c>/readyz</c>. Needs no token, but shows more to a token that may read.</summary>
    private async Task ReadyAsync(HttpContext context)
    {
        (Problem? problem, ApiToken? token) = await AuthenticateAsync(context, TokenScopes.Read);
        await health.ReadyAsync(context, problem is null ? token : null);
    }

    private async Task WithTokenAsync(HttpContext context, TokenScopes scope, Func<HttpContext, ApiToken, Task> answer)
    {
        (Problem? problem, ApiToken? token) = await AuthenticateAsync(context, scope);
        if (problem is null)
        {
            await answer(context, token!);
            return;
        }

        // The page asks for its session before a user has signed in.
        if (context.Request.Path != Paths.Session)
        {
            refusals.Note(context.Features, problem, token);
        }

        await DoorPath.RefuseAsync(context.Features, PathOf(context), problem);
    }

    private ValueTask<(Problem? Problem, ApiToken? Token)> AuthenticateAsync(HttpContext context, TokenScopes scope) =>
        authenticator.AuthenticateAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>(), scope);

    private static string PathOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().Path;
}
