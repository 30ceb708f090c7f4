using Callgoose.Auth;
using Callgoose.Configuration;
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
/// What of Opsgenie's Alert API is no payload: <c>GET /v2/alerts/requests/{requestId}</c> tells the outcome of a request, and
/// <c>POST /v2/alerts/{identifier}/notes</c> adds a note. A token with the scope <c>process</c> asks for its own requests and writes to the alerts in its reach.
/// </summary>
internal sealed class OpsgenieEndpoint(IncidentStore store, IncidentActionsEndpoint actions, LiveSettings settings)
{
    private static readonly Problem NoSuchRequest = new(
        404, "request-not-found", "Request not found", "There is no request with this id that this API key has made in the last day.");

    private static readonly Problem NoSuchAlert = new(404, "alert-not-found", "Alert not found", "There is no alert with this identifier in reach of the API key.");

    /// <summary>Tells the outcome of a request, for a day.</summary>
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

    /// <summary>Adds a note to the newest alert with an alias, or to one by its id.</summary>
    public async Task NoteAsync(HttpContext context, ApiToken token, string identifier)
    {
        // The other members of the API (user, source) are in none of our timelines: the token says who wrote.
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "note", "user", "source");
        string? note = body?.Text("note");
        problem ??= body!.Problem;
        bool isAlias = context.Request.Query["identifierType"].ToString().Equals("alias", StringComparison.OrdinalIgnoreCase);
        IncidentSummary? alert = problem is null ? await FindAsync(token, identifier, isAlias) : null;
        problem ??= alert is null ? NoSuchAlert : await actions.NoteAsync(token, alert.Id, note);
        if (problem is not null)
        {
            await RefuseAsync(context, problem);
            return;
        }

        DoorAnswer.Write(context.Features, StatusCodes.Status202Accepted, DoorAnswer.Object(json =>
        {
            json.WriteString("result"u8, "Request will be processed");
            json.WriteNumber("took"u8, 0);
            json.WriteString("requestId"u8, store.Ids.Next().ToString());
        }));
    }

    private async ValueTask<IncidentSummary?> FindAsync(ApiToken token, string identifier, bool isAlias)
    {
        if (!isAlias)
        {
            return TimeOrderedId.TryParse(identifier, out TimeOrderedId id) && (await store.FindAsync(id))?.Incident is IncidentSummary found
                && TokenReach.Includes(token, found, settings.Current.Services) ? found : null;
        }

        var query = new IncidentQuery
        {
            Environment = token.Environment,
            Services = TokenReach.ServicesOf(token, settings.Current.Services),
            State = IncidentStateFilter.Active,
            Search = identifier,
            Limit = 100,
        };
        return (await store.ListAsync(query)).Incidents.FirstOrDefault(incident => incident.IncidentKey == identifier && incident.Integration == "Opsgenie");
    }

    private async Task WriteAsync(HttpContext context, ApiToken token, TimeOrderedId request, AlertAction action, RememberedDelivery remembered)
    {
        bool isDone = action switch
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
        (AlertAction.Create, true) => remembered.Outcome.Created ? "Created alert" : "Alert exists, its count was raised",
        (AlertAction.Create, false) => "No alert: the service is disabled or in maintenance, or no filter takes it",
        (AlertAction.Close, true) => "Closed alert",
        (AlertAction.Acknowledge, true) => "Acknowledged alert",
        _ => "Alert does not exist, or is closed",
    };

    private static Task RefuseAsync(HttpContext context, Problem problem)
    {
        DoorAnswer.Refuse(context.Features, problem, problem.Status, OpsgenieAnswer.Of(problem));
        return Task.CompletedTask;
    }
}
