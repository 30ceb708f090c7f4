using System.Collections.Immutable;
using Callgoose.Services;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>The services that a token reaches: its calls are matched against them, and it sees their incidents (ProcessApi.md 2).</summary>
internal static class TokenReach
{
    /// <summary>Whether a service is in a token's reach. Names of services and teams are case-sensitive.</summary>
    public static bool Includes(ApiToken token, Service service) =>
        (token.Within is null || RelayGrant.IncludesService(token.Within, service.Name, service.Team))
        && token.Kind switch
        {
            TokenKind.Service => token.BoundTo == service.Name,
            TokenKind.Team => service.Team is not null && token.BoundTo == service.Team,
            TokenKind.Relay => RelayGrant.IncludesService(token, service.Name, service.Team),
            _ => true,
        };

    /// <summary>Returns the services whose incidents a token sees and acts on; null for all, including services that are no longer configured.</summary>
    public static IReadOnlyCollection<string>? ServicesOf(ApiToken token, ImmutableArray<Service> services) => token.Kind switch
    {
        TokenKind.Service => [token.BoundTo!],
        TokenKind.Team => [.. services.Where(service => Includes(token, service)).Select(static service => service.Name)],
        _ => null,
    };

    /// <summary>Whether a token may see and act on an incident: one of its environment, of a service in its reach.</summary>
    public static bool Includes(ApiToken token, IncidentSummary incident, ImmutableArray<Service> services) =>
        incident.Environment == token.Environment && ServicesOf(token, services)?.Contains(incident.Service) != false;
}
