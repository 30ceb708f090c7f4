using System.Globalization;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /v1/incidents</c> and <c>GET /v1/incidents/{id}</c>. A token sees only its own environment, and there only the services in its reach.</summary>
internal sealed class IncidentsEndpoint(IncidentStore store, LiveSettings settings, LongWork longWork)
{
    private readonly IncidentSearch search = new(store, longWork);

    /// <summary>Lists incidents, newest first, a page at a time.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        if (IncidentQueryParser.TryParse(context.Request.Query, token.Environment, out IncidentQuery? query) is Problem problem)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        IncidentPage page = await search.ListAsync(query! with { Services = TokenReach.ServicesOf(token, settings.Current.Services) });
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("incidents"u8);
            foreach (IncidentSummary incident in page.Incidents)
            {
                json.WriteStartObject();
                IncidentJson.WriteMembers(json, incident);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("nextCursor"u8, page.NextCursor?.ToString(CultureInfo.InvariantCulture));
        });
    }

    /// <summary>Counts the open incidents and, among them, the acknowledged ones and those of high urgency.</summary>
    public async Task SummarizeAsync(HttpContext context, ApiToken token)
    {
        OpenIncidents open = await store.CountOpenAsync(token.Environment, TokenReach.ServicesOf(token, settings.Current.Services));
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteNumber("open"u8, open.Open);
            json.WriteNumber("acknowledged"u8, open.Acknowledged);
            json.WriteNumber("high"u8, open.High);
            json.WriteNumber("suppressed"u8, open.Suppressed);
        });
    }

    /// <summary>Shows one incident with its timeline.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token, string id)
    {
        IncidentDetails? details = TimeOrderedId.TryParse(id, out TimeOrderedId parsed) ? await store.FindAsync(parsed) : null;
        await (details is null || !TokenReach.Includes(token, details.Incident, settings.Current.Services)
            ? ProblemResponse.WriteAsync(context.Features, Problems.IncidentNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => IncidentJson.WriteDetails(json, details)));
    }
}
