using System.Globalization;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Sending;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>/v1/destinations</c>, <c>/v1/deliveries</c> and <c>/v1/incidents/{id}/routes</c>. A token sees the deliveries of the incidents that it may see.
/// Destinations belong to the whole server: every token that may read sees their state, but only a token that sees every service sees the reason.
/// </summary>
internal sealed class DeliveryEndpoint(DeliveryService delivery, IDeliveryStore deliveries, IncidentStore store, LiveSettings settings)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <summary>Lists the destinations.</summary>
    public Task ListDestinationsAsync(HttpContext context, ApiToken token) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        ServerSettings current = settings.Current;
        json.WriteString("file"u8, current.File);
        json.WriteStartArray("destinations"u8);
        foreach (DestinationStatus status in delivery.Status)
        {
            DeliveryJson.Write(json, status, SeesReasons(token), current.Delivery.Destinations.FirstOrDefault(one => one.Name == status.Name)?.Line ?? 0);
        }

        json.WriteEndArray();
        json.WriteNumber("unrouted"u8, delivery.Unrouted);
    });

    /// <summary>Whether a token may see why a destination is failing. The reason may quote a receiver's answer to a message about another service's incident.</summary>
    public static bool SeesReasons(ApiToken token) => token.Kind == TokenKind.Global;

    /// <summary>Sends a test event to a destination.</summary>
    public async Task TestAsync(HttpContext context, string name)
    {
        SendResult? result = await delivery.TestAsync(Uri.UnescapeDataString(name), context.RequestAborted);
        await (result is null
            ? ProblemResponse.WriteAsync(context.Features, Problems.DestinationNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => DeliveryJson.WriteMembers(json, result)));
    }

    /// <summary>Lists deliveries, newest first, a page at a time.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        IQueryCollection query = context.Request.Query;
        string? stateText = query["state"];
        string? incidentText = query["incident"];
        DeliveryState? state = stateText is null ? null : DeliveryStateText.Parse(stateText);
        TimeOrderedId incident = default;
        Problem? problem =
            stateText is not null && state is null ? Problems.InvalidQuery($"The parameter 'state' must be one of {string.Join(", ", DeliveryStateText.All)}.")
            : incidentText is not null && !TimeOrderedId.TryParse(incidentText, out incident) ? Problems.InvalidQuery("The parameter 'incident' must be the id of an incident.")
            : null;
        if (problem is null && (!TryNumber(query["limit"], DefaultLimit, out _) || ParseNumber(query["limit"], DefaultLimit) is < 1 or > MaxLimit))
        {
            problem = Problems.InvalidQuery($"The parameter 'limit' must be a whole number from 1 to {MaxLimit}.");
        }

        if (problem is null && !TryNumber(query["cursor"], long.MaxValue, out _))
        {
            problem = Problems.InvalidQuery("The parameter 'cursor' must be the 'nextCursor' of the page before.");
        }

        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        int limit = (int)ParseNumber(query["limit"], DefaultLimit);
        IReadOnlyList<DeliveryRow> rows = await deliveries.ListAsync(new DeliveryQuery
        {
            State = state,
            Destination = query["destination"],
            Incident = incidentText is null ? null : incident,
            Environment = token.Environment,
            Services = TokenReach.ServicesOf(token, settings.Current.Services),
            Before = ParseNumber(query["cursor"], long.MaxValue),
            Limit = limit + 1,
        });
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("deliveries"u8);
            foreach (DeliveryRow row in rows.Take(limit))
            {
                DeliveryJson.Write(json, row);
            }

            json.WriteEndArray();
            json.WriteString("nextCursor"u8, rows.Count > limit ? rows[limit - 1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    /// <summary>Shows one delivery.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token, string id) =>
        await (await FindAsync(token, id) is not DeliveryRow row
            ? ProblemResponse.WriteAsync(context.Features, Problems.DeliveryNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
            {
                json.WritePropertyName("delivery"u8);
                DeliveryJson.Write(json, row);
            }));

    /// <summary>Retries a delivery at once, or skips it: it ends without being sent.</summary>
    public async Task ChangeAsync(HttpContext context, ApiToken token, string id, bool skip)
    {
        if (await FindAsync(token, id) is not DeliveryRow row)
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.DeliveryNotFound);
            return;
        }

        var which = new DeliverySelection(row.Id, null, token.Environment);
        await AnswerAsync(context, await (skip ? delivery.SkipAsync(which) : delivery.RetryAsync(which)));
    }

    /// <summary>
    /// Retries or skips all dead letters, or all deliveries waiting for one destination. Needs a global token, because deliveries of every service may be among them.
    /// </summary>
    public async Task ChangeDeadAsync(HttpContext context, ApiToken token, bool skip)
    {
        if (token.Kind != TokenKind.Global)
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.DeliveryNotFound);
            return;
        }

        string? destination = context.Request.Query["destination"];
        string? state = context.Request.Query["state"];
        if (state is not (null or "dead" or "waiting") || (state == "waiting" && string.IsNullOrEmpty(destination)))
        {
            await ProblemResponse.WriteAsync(
                context.Features, Problems.InvalidQuery("The parameter 'state' must be 'dead', or 'waiting' with the parameter 'destination'."));
            return;
        }

        var which = new DeliverySelection(null, destination, token.Environment) { IsWaiting = state == "waiting" };
        await AnswerAsync(context, await (skip ? delivery.SkipAsync(which) : delivery.RetryAsync(which)));
    }

    /// <summary>Explains for each event of an incident what each route decides about it. Uses the routes as they are now.</summary>
    public async Task ExplainAsync(HttpContext context, ApiToken token, string id)
    {
        IncidentDetails? details = TimeOrderedId.TryParse(id, out TimeOrderedId parsed) ? await store.FindAsync(parsed) : null;
        await (details is null || !TokenReach.Includes(token, details.Incident, settings.Current.Services)
            ? ProblemResponse.WriteAsync(context.Features, Problems.IncidentNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => DeliveryJson.WriteRoutes(
                json, TimelineEvents.Of(details).Select(incident => (incident, delivery.Routes.Explain(incident))))));
    }

    private static Task AnswerAsync(HttpContext context, int changed) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => json.WriteNumber("changed"u8, changed));

    private async ValueTask<DeliveryRow?> FindAsync(ApiToken token, string id)
    {
        IReadOnlyList<DeliveryRow> found = await deliveries.ListAsync(new DeliveryQuery
        {
            Id = id,
            Environment = token.Environment,
            Services = TokenReach.ServicesOf(token, settings.Current.Services),
            Limit = 1,
        });
        return found.Count > 0 ? found[0] : null;
    }

    private static long ParseNumber(string? text, long otherwise) => TryNumber(text, otherwise, out long number) ? number : otherwise;

    private static bool TryNumber(string? text, long otherwise, out long number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
