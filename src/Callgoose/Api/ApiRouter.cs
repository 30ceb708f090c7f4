using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Hosting;
using Callgoose.Http;
using Callgoose.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary>Everything but webhooks. Rare calls: plain code over <see cref="HttpContext"/>.</summary>
internal sealed class ApiRouter(Authenticator authenticator, IncidentStore store, LiveSettings settings)
{
    private readonly HealthEndpoint health = new(store, settings);
    private readonly IncidentsEndpoint incidents = new(store);

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context, string path) => path switch
    {
        Paths.Alive => OnlyGet(context) ?? HealthEndpoint.AliveAsync(context),
        Paths.Ready => OnlyGet(context) ?? health.ReadyAsync(context),
        Paths.Incidents => OnlyGet(context) ?? WithTokenAsync(context, incidents.ListAsync),
        _ when path.StartsWith(Paths.IncidentPrefix, StringComparison.Ordinal) =>
            OnlyGet(context) ?? WithTokenAsync(
                context, (c, token) => incidents.ShowAsync(c, token, path[Paths.IncidentPrefix.Length..])),
        _ => ProblemResponse.WriteAsync(context.Features, Problems.NotFound),
    };

    private static Task? OnlyGet(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? null
            : ProblemResponse.WriteAsync(context.Features, Problems.MethodNotAllowed("GET, HEAD"));

    private Task WithTokenAsync(HttpContext context, Func<HttpContext, ApiToken, Task> answer)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        return authenticator.Authenticate(request, TokenScopes.Read, out ApiToken? token) is Problem problem
            ? ProblemResponse.WriteAsync(context.Features, problem)
            : answer(context, token!);
    }
}
