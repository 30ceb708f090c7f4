using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Schema;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /v1/integrations</c> and <c>GET /v1/integrations/{name}</c>: the integrations of the services in a token's reach, and how to set them up.</summary>
internal sealed class IntegrationsEndpoint(LiveSettings settings)
{
    /// <summary>Lists the integrations by name.</summary>
    public Task ListAsync(HttpContext context, ApiToken token)
    {
        IntegrationSchema[] schemas = [.. InReach(token).OrderBy(static schema => schema.Name, StringComparer.OrdinalIgnoreCase)];
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => IntegrationJson.WriteList(json, schemas));
    }

    /// <summary>Shows one integration, by name or alias, with the texts to paste into the tool.</summary>
    public Task ShowAsync(HttpContext context, ApiToken token, string name)
    {
        IntegrationSchema? schema = InReach(token)
            .FirstOrDefault(schema => schema.Aliases.Prepend(schema.Name).Any(alias => AsciiCase.Comparer.Equals(alias, name)));
        return schema is null
            ? ProblemResponse.WriteAsync(context.Features, Problems.IntegrationNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => IntegrationJson.WriteSetUp(json, schema));
    }

    private IEnumerable<IntegrationSchema> InReach(ApiToken token) => settings.Current.Services
        .Where(service => TokenReach.Includes(token, service))
        .SelectMany(static service => service.Integrations.All.ToArray())
        .DistinctBy(static integration => integration.Name)
        .Select(IntegrationSchemas.Of);
}
