using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Acting;

/// <summary>Acknowledge, unacknowledge and resolve over HTTP (ProcessApi.md 8).</summary>
public sealed class IncidentActionTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_incident_goes_through_its_states_and_its_timeline_tells_who_and_why()
    {
        string id = await OpenAsync();

        Assert.Equal("acknowledged", (await ActAsync(id, "acknowledge", """{"comment":"On it"}""")).Json.Text("state"));
        Assert.Equal("triggered", (await ActAsync(id, "unacknowledge")).Json.Text("state"));
        JsonElement resolved = (await ActAsync(id, "resolve", """{"comment":"Disk replaced"}""")).Json;

        Assert.Equal("resolved", resolved.Text("state"));
        Assert.NotNull(resolved.Text("resolvedAt"));
        Assert.Equal(
            ["triggered incident ", "acknowledged token first start On it", "unacknowledged token first start ", "resolved token first start Disk replaced"],
            resolved.GetProperty("timeline").EnumerateArray().Select(static line =>
                $"{line.Text("transition")} {line.Text("cause")} {(line.TryGetProperty("comment", out JsonElement comment) ? comment.GetString() : "")}"));
        Assert.Equal(resolved.ToString(), (await server.Http.ReadAsync($"/v1/incidents/{id}")).ToString());
    }

    [Fact]
    public async Task What_is_so_already_stays_so_without_a_line_in_the_timeline()
    {
        string id = await OpenAsync();
        await ActAsync(id, "acknowledge");

        Reply again = await ActAsync(id, "acknowledge", """{"comment":"me too"}""");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(2, again.Json.GetProperty("timeline").GetArrayLength());
    }

    [Theory]
    [InlineData("acknowledge")]
    [InlineData("unacknowledge")]
    public async Task What_is_over_is_not_taken_up_again(string action)
    {
        string id = await OpenAsync();
        await ActAsync(id, "resolve");

        Reply reply = await ActAsync(id, action);

        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.Contains("urn:callgoose:problem:incident-is-over", reply.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ActAsync(id, "resolve")).Status);
    }

    [Fact]
    public async Task A_trigger_after_a_resolve_by_hand_opens_anew_and_one_before_is_a_duplicate_of_an_acknowledged_one()
    {
        string key = Guid.NewGuid().ToString();
        string id = (await server.Http.PostAsync(Started(key, 1))).Json.GetProperty("incidents")[0].GetString()!;
        await ActAsync(id, "acknowledge");
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync(Started(key, 2))).Status);
        await ActAsync(id, "resolve");

        Assert.Equal(HttpStatusCode.Created, (await server.Http.PostAsync(Started(key, 3))).Status);
    }

    [Fact]
    public async Task Another_environment_cannot_act_on_it_and_neither_can_a_token_without_the_scope()
    {
        string id = await OpenAsync();
        using HttpClient staging = server.Server.Client(await server.CreateTokenAsync("--scope", "admin", "--environment", "staging"));
        using HttpClient reader = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read"));

        Assert.Equal(HttpStatusCode.NotFound, (await staging.PostAsync("", null, $"/v1/incidents/{id}/resolve")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("", null, $"/v1/incidents/{id}/resolve")).Status);
        Assert.Equal("triggered", (await server.Http.ReadAsync($"/v1/incidents/{id}")).Text("state"));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"comment":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"coment":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"comment":null}""", HttpStatusCode.OK)]
    [InlineData("""{}""", HttpStatusCode.OK)]
    public async Task Bodies_are_checked(string body, HttpStatusCode status) => Assert.Equal(status, (await ActAsync(await OpenAsync(), "acknowledge", body)).Status);

    [Theory]
    [InlineData("/v1/incidents/nonsense/resolve", HttpStatusCode.NotFound)]
    [InlineData("/v1/incidents/019a6c00-0000-7000-8000-000000000000/resolve", HttpStatusCode.NotFound)]
    [InlineData("/v1/incidents/019a6c00-0000-7000-8000-000000000000/close", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_not_found(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await server.Http.PostAsync("", null, path)).Status);

    private static string Started(string key, int number) => $$"""{"status":"Started","id":"{{key}}","title":"T{{number}}"}""";

    private async Task<string> OpenAsync() =>
        (await server.Http.PostAsync(Payloads.Started(Guid.NewGuid().ToString()))).Json.GetProperty("incidents")[0].GetString()!;

    private Task<Reply> ActAsync(string id, string action, string body = "") => server.Http.PostAsync(body, "application/json", $"/v1/incidents/{id}/{action}");
}
