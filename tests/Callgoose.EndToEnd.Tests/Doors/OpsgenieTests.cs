using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>The Alert API of Opsgenie: a sender changes only the host.</summary>
public class OpsgenieTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_alert_is_created_acknowledged_noted_and_closed_by_its_alias_and_each_request_tells_its_outcome()
    {
        using HttpClient sender = await SenderAsync();

        JsonElement created = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts", """{"message":"Disk is full","alias":"disk","priority":"P2","description":"D"}"""));
        JsonElement again = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts", """{"message":"Disk is full","alias":"disk","priority":"P2","description":"D"}"""));
        JsonElement acknowledged = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/disk/acknowledge?identifierType=alias", """{"user":"me"}"""));
        Reply noted = await PostAsync(sender, "/v2/alerts/disk/notes?identifierType=alias", """{"note":"looking","user":"me"}""");
        JsonElement closed = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/disk/close?identifierType=alias", ""));
        JsonElement closedAgain = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/never/close?identifierType=alias", "{}"));

        Assert.Equal(("Created alert", "Create", true, "disk"), Of(created));
        Assert.Equal("Alert exists, its count was raised", again.GetProperty("status").GetString());
        Assert.Equal(("Acknowledged alert", "Acknowledge", true, "disk"), Of(acknowledged));
        Assert.Equal(HttpStatusCode.Accepted, noted.Status);
        Assert.Equal(("Closed alert", "Close", true, "disk"), Of(closed));
        Assert.Equal(("Alert does not exist, or is closed", "Close", false, ""), Of(closedAgain));
        JsonElement incident = await server.Http.ReadAsync("/v1/incidents/" + created.GetProperty("alertId").GetString());
        Assert.Equal(
            ["triggered", "acknowledged", "noted", "resolved"],
            incident.GetProperty("timeline").EnumerateArray().Select(static line => line.GetProperty("transition").GetString()));
        Assert.Equal("Opsgenie - Disk is full", incident.GetProperty("title").GetString());
    }

    [Fact]
    public async Task An_alert_is_closed_by_the_id_that_its_request_told()
    {
        using HttpClient sender = await SenderAsync();

        JsonElement created = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts", """{"message":"No alias","tags":["a"]}"""));
        string id = created.GetProperty("alertId").GetString()!;
        JsonElement closed = await OutcomeAsync(sender, await PostAsync(sender, $"/v2/alerts/{id}/close", """{"source":"script"}"""));
        Reply unknown = await PostAsync(sender, "/v2/alerts/0192a4c0-0000-7000-8000-000000000000/close", "{}");

        Assert.Equal((true, id), (closed.GetProperty("success").GetBoolean(), closed.GetProperty("alertId").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Theory]
    [InlineData("/v2/alerts", "{}", 422)]
    [InlineData("/v2/alerts", "[]", 422)]
    [InlineData("/v2/alerts", "{\"message\":\"m\",\"alias\":7}", 422)]
    [InlineData("/v2/alerts/x/snooze", "{}", 404)]
    [InlineData("/v2/heartbeats/x/ping", "{}", 404)]
    [InlineData("/v2/alerts", "{", 400)]
    [InlineData("/v2/alerts/x/close?identifierType=tiny", "{}", 400)]
    [InlineData("/v2/alerts/x/notes?identifierType=alias", "{\"note\":\"\"}", 404)]
    [InlineData("/v2/alerts/x/message", "{}", 404)]
    public async Task What_is_wrong_is_told_in_a_sentence(string path, string body, int status)
    {
        using HttpClient sender = await SenderAsync();

        Reply reply = await PostAsync(sender, path, body);

        Assert.Equal(status, (int)reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Without_a_key_that_is_a_token_nothing_is_told()
    {
        using HttpClient sender = server.Server.Client();

        Reply none = await PostAsync(sender, "/v2/alerts", """{"message":"m"}""");
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("GenieKey", "eb243592-faa2-4ba2-a551-1afdf565c889");
        Reply wrong = await PostAsync(sender, "/v2/alerts", """{"message":"m"}""");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.Status, wrong.Status));
        Assert.Equal(none.Text, wrong.Text);
    }

    private static (string?, string?, bool, string?) Of(JsonElement outcome) => (
        outcome.GetProperty("status").GetString(), outcome.GetProperty("action").GetString(), outcome.GetProperty("success").GetBoolean(), outcome.GetProperty("alias").GetString());

    private static Task<Reply> PostAsync(HttpClient sender, string path, string body) => sender.PostAsync(body, path: path);

    private static async Task<JsonElement> OutcomeAsync(HttpClient sender, Reply request)
    {
        Assert.Equal(HttpStatusCode.Accepted, request.Status);
        return (await sender.ReadAsync("/v2/alerts/requests/" + request.Json.GetProperty("requestId").GetString())).GetProperty("data");
    }

    private async Task<HttpClient> SenderAsync()
    {
        HttpClient sender = server.Server.Client();
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("GenieKey", await server.CreateTokenAsync());
        return sender;
    }
}
