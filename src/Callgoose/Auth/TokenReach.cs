using Callgoose.Configuration;
using Callgoose.Storage;

namespace Callgoose.Auth;

/// <summary>Which services the calls of a token are checked against (process-api.md 2).</summary>
internal static class TokenReach
{
    /// <summary>Tells whether a service is in a token's reach. Names of services and teams are case-sensitive.</summary>
    public static bool Includes(ApiToken token, Service service) => token.Kind switch
    {
        TokenKind.Service => token.BoundTo == service.Name,
        TokenKind.Team => service.Team is not null && token.BoundTo == service.Team,
        _ => true,
    };
}
