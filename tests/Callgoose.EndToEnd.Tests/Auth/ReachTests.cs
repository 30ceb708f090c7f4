using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>Which incidents and services a token reaches.</summary>
public class ReachTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Two_environments_know_nothing_of_each_other()
    {
        using HttpClient staging = await ClientAsync("--environment", "staging");
        using HttpClient production = await ClientAsync("--environment", "production");
        JsonElement inStaging = await staging.OpenAsync(Payloads.Started("shared"));
        JsonElement inProduction = await production.OpenAsync(Payloads.Started("shared"));

        Assert.NotEqual(inStaging.Text("id"), inProduction.Text("id"));
        Assert.Equal("staging", inStaging.Text("environment"));
        await AssertSeesOnlyAsync(staging, inStaging, inProduction);
        await AssertSeesOnlyAsync(production, inProduction, inStaging);

        (HttpStatusCode status, JsonElement answer) = await staging.SendAsync(Payloads.Resolved("shared"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([inStaging.Text("id")], answer.GetProperty("incidents").EnumerateArray().Select(static id => id.GetString()));
        Assert.Equal("triggered", (await production.ReadAsync("/v1/incidents/" + inProduction.Text("id"))).Text("state"));
        await AssertResolvesNothingAsync(server.Http);
    }

    [Fact]
    public async Task Environments_differ_in_the_case_of_a_letter()
    {
        using HttpClient lower = await ClientAsync("--environment", "qa");
        using HttpClient upper = await ClientAsync("--environment", "QA");

        await lower.OpenAsync(Payloads.Started("case"));
        await upper.OpenAsync(Payloads.Started("case"));

        Assert.Single(await lower.IncidentsAsync());
        Assert.Single(await upper.IncidentsAsync());
    }

    [Fact]
    public async Task A_token_of_the_default_service_shares_its_incidents_with_a_global_one()
    {
        using HttpClient bound = await ClientAsync("--kind", "service", "--service", "default");
        JsonElement incident = await bound.OpenAsync(Payloads.Started("bound"));

        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.Started("bound"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(incident.Text("id"), answer.GetProperty("incidents")[0].GetString());
    }

    [Theory]
    [InlineData("--service", "payments")]
    [InlineData("--service", "Default")]
    [InlineData("--team", "default")]
    public async Task A_token_of_another_service_or_team_reaches_nothing(string option, string name)
    {
        using HttpClient bound = await ClientAsync(option, name);
        string key = $"elsewhere {option} {name}";

        (HttpStatusCode status, JsonElement answer) = await bound.SendAsync(Payloads.Started(key));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.NotEmpty(answer.Text("reason")!);
        Assert.Empty(answer.GetProperty("incidents").EnumerateArray());
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), incident => incident.Text("incidentKey") == key);

        // A broken body is refused even if the token reaches nothing.
        ProblemChecks.AssertProblem(await bound.PostAsync("{"), 400);
    }

    private static async Task AssertSeesOnlyAsync(HttpClient http, JsonElement own, JsonElement other)
    {
        Assert.Equal([own.Text("id")], (await http.IncidentsAsync()).Select(static incident => incident.Text("id")));
        using HttpResponseMessage hidden = await http.GetAsync("/v1/incidents/" + other.Text("id"));
        using HttpResponseMessage missing = await http.GetAsync("/v1/incidents/" + Guid.CreateVersion7());
        Reply told = await Reply.OfAsync(hidden);
        ProblemChecks.AssertProblem(told, 404);
        Assert.Equal((await Reply.OfAsync(missing)).Text, told.Text);
    }

    private static async Task AssertResolvesNothingAsync(HttpClient http)
    {
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Resolved("shared"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.False(answer.GetProperty("resolved").GetProperty("duplicate").GetBoolean());
    }

    private async Task<HttpClient> ClientAsync(params string[] options) =>
        server.Server.Client(await server.CreateTokenAsync(["--scope", "process,read", .. options]));
}
