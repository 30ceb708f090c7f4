using System.Globalization;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /v1/changes</c> and <c>GET /v1/changes/{id}</c>: change events of the environment and the services that a token may see.</summary>
internal sealed class ChangesEndpoint(IncidentStore store, LiveSettings settings)
{
    private const int MaxLimit = 500;

    /// <summary>Lists change events, newest first.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        IQueryCollection query = context.Request.Query;
        int limit = 100;
        Problem? problem = QueryTime.TryRead(query, out long? since);
        if (problem is null && (string?)query["limit"] is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            problem = Problems.InvalidQuery($"The parameter 'limit' must be a number from 1 to {MaxLimit}.");
        }

        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        IReadOnlyCollection<string>? visible = TokenReach.ServicesOf(token, settings.Current.Services);
        IReadOnlyCollection<string>? services = visible;
        if ((string?)query["service"] is { Length: > 0 } service)
        {
            services = services is null || services.Contains(service) ? [service] : [];
        }

        IReadOnlyList<ChangeEvent> changes = await store.ListChangesAsync(new ChangeQuery { Environment = token.Environment, Services = services, Since = since ?? 0, Limit = limit });
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ChangeJson.WriteList(json, changes, visible));
    }

    /// <summary>Shows one change event with its body.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token, string id)
    {
        ChangeEvent? change = TimeOrderedId.TryParse(id, out TimeOrderedId parsed) ? await store.FindChangeAsync(parsed) : null;
        IReadOnlyCollection<string>? services = TokenReach.ServicesOf(token, settings.Current.Services);
        await (change is null || change.Environment != token.Environment || (services is not null && !change.Services.Any(services.Contains))
            ? ProblemResponse.WriteAsync(context.Features, Problems.ChangeNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ChangeJson.WriteMembers(json, change, services)));
    }
}
