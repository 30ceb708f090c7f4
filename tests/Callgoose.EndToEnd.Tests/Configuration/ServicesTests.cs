using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Configuration;

/// <summary>One call meets every service in the token's reach, in the order of the file.</summary>
public sealed class ServicesTests(PublishedExecutable executable) : IAsyncLifetime
{
    private const string Services = """
        "data": "data",
        "services": [
          { "name": "payments", "team": "core", "integrations": ["BetterStack"] },
          { "name": "search", "team": "web", "integrations": ["betteruptime"] },
          { "name": "old", "team": "gone", "enabled": false },
          { "name": "moving", "team": "core",
            "maintenance": [ { "from": "2020-01-01T00:00:00Z", "until": "2999-01-01T00:00:00+02:00", "tags": [["INC-db", "eu"], ["INC-cache"]] } ] },
          { "name": "resting", "team": "rest",
            "maintenance": [ { "from": "2020-01-01T00:00:00Z", "until": "2020-01-02T00:00:00Z" }, { "from": "2020-01-01T00:00:00Z", "until": "2999-01-01T00:00:00Z" } ] },
          { "name": "deaf", "team": "deaf", "integrations": [] }
        ]
        """;

    private readonly ConfiguredFolder folder = new(executable);
    private RunningServer server = null!;
    private string token = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write(Services);
        server = await folder.ServeAsync();
        token = await server.WaitForFirstTokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        TestServer.AssertNoStumble(server.Errors);
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_service_gets_an_incident_of_its_own_and_they_are_resolved_together()
    {
        using HttpClient http = server.Client(token);

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started("1"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["payments", "search", "moving", "resting"], await ServicesOfAsync(http, answer));

        (status, answer) = await http.SendAsync(Payloads.Resolved("1"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["payments", "search", "moving", "resting"], await ServicesOfAsync(http, answer));
        Assert.All(await http.IncidentsAsync(), static incident => Assert.Equal("resolved", incident.Text("state")));
    }

    [Theory]
    [InlineData("--team", "core", "payments moving")]
    [InlineData("--team", "web", "search")]
    [InlineData("--service", "moving", "moving")]
    public async Task A_token_of_a_team_or_service_meets_only_that(string option, string name, string expected)
    {
        using HttpClient http = server.Client(await folder.CreateTokenAsync(option, name));

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started("bound"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(expected.Split(' '), await ServicesOfAsync(http, answer));
    }

    [Theory]
    [InlineData("--service", "old", "Started", "service_disabled")]
    [InlineData("--service", "old", "Unheard", "service_disabled")]
    [InlineData("--team", "rest", "Started", "in_maintenance")]
    [InlineData("--service", "deaf", "Started", "unknown_source")]
    [InlineData("--service", "search", "Unheard", "no_filter_matched")]
    public async Task A_call_without_effect_says_why(string option, string name, string word, string reason)
    {
        using HttpClient http = server.Client(await folder.CreateTokenAsync(option, name));

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync($$"""{"status":"{{word}}","id":"INC-none"}""");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(reason, answer.Text("reason"));
        Assert.Empty(await http.IncidentsAsync("&state=active"));
    }

    [Fact]
    public async Task A_resolve_applies_during_a_maintenance()
    {
        using HttpClient http = server.Client(await folder.CreateTokenAsync("--team", "rest"));
        Assert.Equal(HttpStatusCode.Accepted, (await http.SendAsync(Payloads.Started("INC-rest"))).Status);
        Assert.Equal("suppressed", Assert.Single(await http.IncidentsAsync()).Text("state"));

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Resolved("INC-rest"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.Equal("resolved", Assert.Single(await http.IncidentsAsync()).Text("state"));
    }

    [Theory]
    [InlineData("INC-db in eu", "in_maintenance")]
    [InlineData("INC-db in us", null)]
    [InlineData("inc-db in eu", null)]
    [InlineData("INC-cache", "in_maintenance")]
    public async Task A_maintenance_with_tags_is_about_the_payloads_that_have_them(string id, string? reason)
    {
        using HttpClient http = server.Client(await folder.CreateTokenAsync("--service", "moving"));

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started(id));

        Assert.Equal(reason is null ? HttpStatusCode.Created : HttpStatusCode.Accepted, status);
        Assert.Equal(reason, answer.TryGetProperty("reason", out JsonElement told) ? told.GetString() : null);
    }

    [Fact]
    public async Task A_service_that_is_held_back_does_not_hold_back_the_others()
    {
        using HttpClient http = server.Client(token);

        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started("INC-cache"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["payments", "search", "moving", "resting"], await ServicesOfAsync(http, answer));
        Assert.Equal(2, (await http.IncidentsAsync("&state=active")).Count);
        Assert.False(answer.TryGetProperty("reason", out _));
    }

    private static async Task<List<string?>> ServicesOfAsync(HttpClient http, JsonElement answer)
    {
        var services = new List<string?>();
        foreach (JsonElement id in answer.GetProperty("incidents").EnumerateArray())
        {
            services.Add((await http.ReadAsync("/v1/incidents/" + id.GetString())).Text("service"));
        }

        return services;
    }
}
