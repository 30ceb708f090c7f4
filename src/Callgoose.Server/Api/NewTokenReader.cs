using System.Collections.Immutable;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Services;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Api;

/// <summary>Reads the body of <c>POST /v1/tokens</c>.</summary>
internal static class NewTokenReader
{
    /// <summary>The allowed members.</summary>
    public static readonly string[] Members = ["name", "kind", "team", "service", "scopes", "environment", "expires", "debug", "rate", "routingKey", "verify", "secrets", "get"];

    /// <summary>Reads the properties of the new token.</summary>
    /// <param name="body">The body.</param>
    /// <param name="admin">The token of the caller; its environment is the default.</param>
    /// <param name="services">The configured services. A token that is bound to none of them would have no effect.</param>
    /// <param name="wanted">The token to create.</param>
    /// <returns>The problem, or null.</returns>
    public static Problem? Read(JsonBody body, ApiToken admin, ImmutableArray<Service> services, out NewToken? wanted)
    {
        wanted = null;
        string? name = body.Text("name");
        string? kind = body.Text("kind");
        string? team = body.Text("team");
        string? service = body.Text("service");
        string scopes = string.Join(',', body.Texts("scopes") ?? ["process"]);
        string environment = body.Text("environment") ?? admin.Environment;
        string? expires = body.Text("expires");
        bool isDebugged = body.Flag("debug");
        string? rate = body.Text("rate");
        bool isRoutingKey = body.Flag("routingKey");
        string? verify = body.Text("verify");
        string[] secrets = [.. body.Texts("secrets") ?? []];
        bool takesGet = body.Flag("get");
        TokenVerification? verification = null;
        RateLimit parsedRate = default;
        TimeSpan lifetime = default;
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Problems.InvalidRequest("The member 'name' is missing or blank; say what the token is for.");
        }

        if (!TokenScopesText.TryParse(scopes, out TokenScopes parsedScopes, out string? unknown))
        {
            return Problems.InvalidRequest($"There is no scope '{unknown}'; known are {TokenScopesText.Known}.");
        }

        string? fault = verify is null && secrets.Length > 0 ? "'secrets' are for signatures; say with 'verify' how calls are signed" : null;
        if (fault is not null || (verify is not null && !TokenVerification.TryCreate(verify, secrets, out verification, out fault)))
        {
            return Problems.InvalidRequest($"The member 'verify' cannot be taken: {fault}.");
        }

        if (expires is not null && !Duration.TryParse(expires, out lifetime))
        {
            return Problems.InvalidRequest($"The member 'expires' is not a duration; {Duration.Form}, such as 90d.");
        }

        if (rate is not null && !RateLimit.TryParse(rate, out parsedRate))
        {
            return Problems.InvalidRequest($"The member 'rate' is not a rate; {RateLimit.Form}.");
        }

        (TokenKind, string?)? bound = (kind ?? (team is not null ? "team" : service is not null ? "service" : "global"), team, service) switch
        {
            ("global", null, null) => (TokenKind.Global, null),
            ("team", not null, null) => (TokenKind.Team, team),
            ("service", null, not null) => (TokenKind.Service, service),
            ("relay", null, _) or ("relay", _, null) => (TokenKind.Relay, RelayGrant.BoundTo(team, service)),
            _ => null,
        };
        if (bound is null)
        {
            return Problems.InvalidRequest("The member 'kind' is global, team with 'team', service with 'service', or relay with one of the two or neither.");
        }

        if (KnownServices.Fault(services, team, service) is string unknownName)
        {
            return Problems.InvalidRequest(unknownName);
        }

        // Access to every environment is more than access to the environment of that name.
        if (!TokensEndpoint.Manages(admin, environment)
            || (bound.Value.Item1 == TokenKind.Relay && environment == RelayGrant.EveryEnvironment && admin.Environment.Length > 0))
        {
            return Problems.ForbiddenEnvironment;
        }

        wanted = new NewToken
        {
            Name = name,
            Kind = bound.Value.Item1,
            BoundTo = bound.Value.Item2,
            Scopes = parsedScopes,
            Environment = environment,
            Lifetime = expires is null ? null : lifetime,
            Form = isRoutingKey ? TokenForm.RoutingKey : TokenForm.Ordinary,
            IsDebugged = isDebugged,
            Rate = rate is null ? null : parsedRate,
            Verification = verification,
            TakesGet = takesGet,
        };
        return wanted.Fault is string clash ? Problems.InvalidRequest(clash) : null;
    }
}
