namespace Callgoose.Http;

/// <summary>The paths of the HTTP surface.</summary>
internal static class Paths
{
    public const string Process = "/v1/process";
    public const string Incidents = "/v1/incidents";
    public const string IncidentPrefix = "/v1/incidents/";
    public const string Logs = "/v1/logs";
    public const string Refusals = "/v1/refusals";
    public const string Unmatched = "/v1/unmatched";
    public const string LogPrefix = "/v1/logs/";
    public const string IncidentSummary = "/v1/incidents/summary";
    public const string Report = "/v1/report";
    public const string Events = "/v1/events";
    public const string Destinations = "/v1/destinations";
    public const string DestinationPrefix = "/v1/destinations/";
    public const string Deliveries = "/v1/deliveries";
    public const string DeliveryPrefix = "/v1/deliveries/";
    public const string RetryDead = "/v1/deliveries/retry";
    public const string SkipDead = "/v1/deliveries/skip";
    public const string Services = "/v1/services";
    public const string Maintenances = "/v1/maintenances";
    public const string MaintenancePrefix = "/v1/maintenances/";
    public const string Relay = "/v1/relay";
    public const string RelayRetry = "/v1/relay/retry";
    public const string RelaySkip = "/v1/relay/skip";
    public const string Integrations = "/v1/integrations";
    public const string IntegrationPrefix = "/v1/integrations/";

    /// <summary>The former path of <see cref="Integrations"/>, which is still served.</summary>
    public const string Sources = "/v1/sources";

    /// <summary>The former prefix of <see cref="IntegrationPrefix"/>, which is still served.</summary>
    public const string SourcePrefix = "/v1/sources/";
    public const string Changes = "/v1/changes";
    public const string ChangePrefix = "/v1/changes/";
    public const string Session = "/v1/session";
    public const string Page = "/";
    public const string PagePrefix = "/page/";
    public const string Explain = "/v1/explain";
    public const string Tokens = "/v1/tokens";
    public const string TokenPrefix = "/v1/tokens/";
    public const string Alive = "/healthz";
    public const string Ready = "/readyz";
    public const string Metrics = "/metrics";
    public const string AlertmanagerStatus = "/api/v2/status";
    public const string AlertmanagerReady = "/-/ready";
    public const string AlertmanagerAlive = "/-/healthy";
    public const string OpenApi = "/openapi.json";

    /// <summary>Whether monitoring requests a path. Such requests are answered under any load: a busy server must not look dead.</summary>
    public static bool IsProbe(string path) => path is Alive or Ready or Metrics or AlertmanagerReady or AlertmanagerAlive;
}
