using Callgoose.Doors;
using Callgoose.Doors.Opsgenie;
using Callgoose.Doors.PagerDuty;
using Callgoose.Doors.Prometheus;
using Callgoose.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary>
/// Finds the protocol that a path belongs to, even if the server does not support that path. A client of the protocol then gets its refusal in a form that it can show.
/// </summary>
internal static class DoorPath
{
    private static readonly Problem NotOfPagerDuty = new(
        404, "not-supported", "Not supported", "Of PagerDuty's APIs this server has POST /v2/enqueue and POST /v2/change/enqueue (Events API v2). Nothing was done.");

    private static readonly Problem NotOfOpsgenie = new(
        404, "not-supported", "Not supported",
        "Of Opsgenie's APIs this server has POST /v2/alerts, POST /v2/alerts/{identifier}/close, /acknowledge and /notes, and GET /v2/alerts/requests/{requestId}. Nothing was done.");

    private static readonly Problem NotOfAlertmanager = new(
        404, "not-supported", "Not supported", "Of Alertmanager's API v2 this server has POST and GET /api/v2/alerts, and GET /api/v2/status. Nothing was done.");

    private enum Protocol
    {
        Own,
        PagerDuty,
        Opsgenie,
        Alertmanager,
    }

    /// <summary>Returns the refusal for a path that does not exist.</summary>
    public static Problem NotFound(string path) => Of(path) switch
    {
        Protocol.PagerDuty => NotOfPagerDuty,
        Protocol.Opsgenie => NotOfOpsgenie,
        Protocol.Alertmanager => NotOfAlertmanager,
        _ => Problems.NotFound,
    };

    /// <summary>Refuses a request in the format of the protocol that its path belongs to.</summary>
    /// <param name="features">The request and its response.</param>
    /// <param name="path">The path.</param>
    /// <param name="problem">The reason.</param>
    public static Task RefuseAsync(IFeatureCollection features, string path, Problem problem)
    {
        switch (Of(path))
        {
            case Protocol.PagerDuty:
                DoorAnswer.Refuse(features, problem, problem.Status, PagerDutyAnswer.Of(problem, problem.Status));
                return Task.CompletedTask;

            case Protocol.Opsgenie:
                DoorAnswer.Refuse(features, problem, problem.Status, OpsgenieAnswer.Of(problem));
                return Task.CompletedTask;

            case Protocol.Alertmanager:
                return PrometheusDoor.Instance.RefuseAsync(features, problem);

            default:
                return ProblemResponse.WriteAsync(features, problem);
        }
    }

    private static Protocol Of(string path) =>
        IsUnder(path, "/v2/enqueue") || IsUnder(path, "/v2/change") || IsUnder(path, "/generic/2010-04-15") ? Protocol.PagerDuty
        : IsUnder(path, AlertPath.Alerts) || IsUnder(path, "/v2/heartbeats") ? Protocol.Opsgenie
        : IsUnder(path, "/api/v2") || IsUnder(path, "/api/v1/alerts") || IsUnder(path, "/api/v1/silences") ? Protocol.Alertmanager
        : Protocol.Own;

    private static bool IsUnder(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
