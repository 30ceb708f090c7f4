using Callgoose.Doors;
using Callgoose.Doors.Opsgenie;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// The part of Opsgenie's Alert API that reads: <c>GET /v2/alerts/requests/{requestId}</c> shows the outcome of a request to the token with the scope
/// <c>process</c> that made it.
/// </summary>
internal sealed class OpsgenieEndpoint(IncidentStore store)
{
    private static readonly Problem NoSuchRequest = new(
        404, "request-not-found", "Request not found", "There is no request with this id that this API key has made in the last day.");

    /// <summary>Shows the outcome of a request. It is available for a day.</summary>
    public async Task ShowRequestAsync(HttpContext context, ApiToken token, string id)
    {
        if (TimeOrderedId.TryParse(id, out TimeOrderedId request))
        {
            foreach (AlertAction action in Enum.GetValues<AlertAction>())
            {
                if (await store.FindDeliveryAsync(token.Id, AlertRequest.NameOf(action, request)) is RememberedDelivery remembered)
                {
                    await WriteAsync(context, token, request, action, remembered);
                    return;
                }
            }
        }

        await RefuseAsync(context, NoSuchRequest);
    }

    private async Task WriteAsync(HttpContext context, ApiToken token, TimeOrderedId request, AlertAction action, RememberedDelivery remembered)
    {
        bool isElsewhere = !remembered.AnyFilterPassed && remembered.Reason is NoEffectReason.InMaintenance or NoEffectReason.Relayed;
        bool isDone = isElsewhere || action switch
        {
            AlertAction.Create => remembered.Outcome.Created || remembered.Outcome.TriggerDuplicate,
            AlertAction.Close => remembered.Outcome.Resolved || remembered.Outcome.ResolveDuplicate,
            _ => remembered.Incidents.Count > 0,
        };
        IncidentSummary? alert = remembered.Incidents.Count > 0 ? (await store.FindAsync(remembered.Incidents[^1]))?.Incident : null;
        DoorAnswer.Write(context.Features, StatusCodes.Status200OK, DoorAnswer.Object(json =>
        {
            json.WriteStartObject("data"u8);
            json.WriteBoolean("success"u8, isDone);
            json.WriteString("action"u8, action.ToString());
            json.WriteString("processedAt"u8, DateTimeOffset.FromUnixTimeMilliseconds(remembered.ReceivedAt));
            json.WriteString("integrationId"u8, token.Id.ToString());
            json.WriteBoolean("isSuccess"u8, isDone);
            json.WriteString("status"u8, StatusOf(action, isDone, remembered));
            json.WriteString("alertId"u8, alert?.Id.ToString() ?? string.Empty);
            json.WriteString("alias"u8, alert?.IncidentKey ?? string.Empty);
            json.WriteEndObject();
            json.WriteNumber("took"u8, 0);
            json.WriteString("requestId"u8, request.ToString());
        }));
    }

    private static string StatusOf(AlertAction action, bool isDone, RememberedDelivery remembered) => (action, isDone) switch
    {
        _ when !remembered.AnyFilterPassed && remembered.Reason == NoEffectReason.Relayed => "Request is relayed to another server",
        (AlertAction.Create, true) when !remembered.AnyFilterPassed => "Alert is held: the service is in maintenance, and it opens at its end unless it is closed",
        (_, true) when !remembered.AnyFilterPassed && action != AlertAction.Note => "Alert is held: the service is in maintenance",
        (AlertAction.Create, true) => remembered.Outcome.Created ? "Created alert" : "Alert exists, its count was raised",
        (AlertAction.Create, false) => remembered.Reason == NoEffectReason.ServiceDisabled ? "No alert: the service is disabled" : "No alert: no filter takes it",
        (AlertAction.Close, true) => "Closed alert",
        (AlertAction.Acknowledge, true) => "Acknowledged alert",
        (AlertAction.Note, true) => "Added note to alert",
        _ => "Alert does not exist, or is closed",
    };

    private static Task RefuseAsync(HttpContext context, Problem problem)
    {
        DoorAnswer.Refuse(context.Features, problem, problem.Status, OpsgenieAnswer.Of(problem));
        return Task.CompletedTask;
    }
}
