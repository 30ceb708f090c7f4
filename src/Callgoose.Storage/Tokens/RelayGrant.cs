namespace Callgoose.Storage.Tokens;

/// <summary>The reach of a token of kind <see cref="TokenKind.Relay"/>: the environments and services of the calls that it may send.</summary>
public static class RelayGrant
{
    /// <summary>The environment of a token that may send calls of every environment.</summary>
    public const string EveryEnvironment = "*";

    private const string TeamPrefix = "team:";
    private const string ServicePrefix = "service:";

    /// <summary>The value of <see cref="ApiToken.BoundTo"/> for a team, for a service, or for neither.</summary>
    public static string? BoundTo(string? team, string? service) => team is not null ? TeamPrefix + team : service is not null ? ServicePrefix + service : null;

    /// <summary>Splits a value of <see cref="BoundTo"/>: "team" or "service", and the name; null for neither.</summary>
    public static (string Kind, string Name)? Split(string? boundTo) =>
        boundTo is null ? null
        : boundTo.StartsWith(TeamPrefix, StringComparison.Ordinal) ? ("team", boundTo[TeamPrefix.Length..])
        : ("service", boundTo[ServicePrefix.Length..]);

    /// <summary>Tells whether a token may send calls of an environment.</summary>
    public static bool IncludesEnvironment(ApiToken relay, string environment)
    {
        ArgumentNullException.ThrowIfNull(relay);
        return relay.Environment == EveryEnvironment || relay.Environment == environment;
    }

    /// <summary>Tells whether a service is within the reach of a token.</summary>
    /// <param name="relay">The token.</param>
    /// <param name="service">The name of the service.</param>
    /// <param name="team">The team that the service belongs to; null for none.</param>
    public static bool IncludesService(ApiToken relay, string service, string? team)
    {
        ArgumentNullException.ThrowIfNull(relay);
        return relay.BoundTo is null || relay.BoundTo == ServicePrefix + service || (team is not null && relay.BoundTo == TeamPrefix + team);
    }
}
