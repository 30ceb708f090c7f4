using System.Collections.Immutable;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Services;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

public class TokenReachTests
{
    private static readonly ImmutableArray<Service> Services = [Named("api", "core"), Named("web", "core"), Named("db", "data"), Named("alone", null)];

    [Theory]
    [InlineData(TokenKind.Global, null, "api web db alone", true)]
    [InlineData(TokenKind.Team, "core", "api web", false)]
    [InlineData(TokenKind.Team, "data", "db", false)]
    [InlineData(TokenKind.Team, "Core", "", false)]
    [InlineData(TokenKind.Team, "alone", "", false)]
    [InlineData(TokenKind.Service, "api", "api", false)]
    [InlineData(TokenKind.Service, "API", "", false)]
    [InlineData(TokenKind.Service, "core", "", false)]
    [InlineData(TokenKind.Service, "gone", "", false)]
    public void A_token_reaches_the_services_it_is_bound_to(TokenKind kind, string? boundTo, string names, bool reachesGone)
    {
        string[] reached = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ApiToken token = Token(kind, boundTo, "");

        Assert.Equal(reached, Services.Where(service => TokenReach.Includes(token, service)).Select(static service => service.Name));
        Assert.Equal(reached, Services.Select(static service => service.Name).Where(name => TokenReach.Includes(token, Incident(name, ""), Services)));

        // The service is not configured any more; a token bound to it still sees its incidents.
        Assert.Equal(reachesGone || boundTo == "gone", TokenReach.Includes(token, Incident("gone", ""), Services));
        Assert.Equal(reachesGone, TokenReach.ServicesOf(token, Services) is null);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("staging", "staging", true)]
    [InlineData("", "staging", false)]
    [InlineData("staging", "", false)]
    [InlineData("staging", "Staging", false)]
    public void A_token_sees_incidents_of_its_own_environment(string own, string other, bool sees)
    {
        Assert.Equal(sees, TokenReach.Includes(Token(TokenKind.Global, null, own), Incident("api", other), Services));
        Assert.Equal(sees, TokenReach.Includes(Token(TokenKind.Service, "api", own), Incident("api", other), Services));
    }

    private static Service Named(string name, string? team) => new(name, team, new IntegrationCatalog([]));

    private static ApiToken Token(TokenKind kind, string? boundTo, string environment) => new()
    {
        Id = new TimeOrderedId(0x70, 1),
        Name = "test",
        Kind = kind,
        BoundTo = boundTo,
        Scopes = TokenScopes.Read,
        Environment = environment,
        CreatedAt = 0,
    };

    private static IncidentSummary Incident(string service, string environment) => new(
        new TimeOrderedId(0x1C, 1), IncidentState.Triggered, Urgency.High, service, environment, Source: null, IncidentKey: "1", Title: "T",
        Occurrences: 1, TriggeredAt: 0, LastSeenAt: 0, ResolvedAt: null);
}
