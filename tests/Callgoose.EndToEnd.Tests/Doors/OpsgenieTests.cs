using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
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
        JsonElement noted = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/disk/notes?identifierType=alias", """{"note":"looking","user":"me"}"""));
        JsonElement closed = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/disk/close?identifierType=alias", ""));
        JsonElement closedAgain = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/never/close?identifierType=alias", "{}"));

        Assert.Equal(("Created alert", "Create", true, "disk"), Of(created));
        Assert.Equal("Alert exists, its count was raised", again.GetProperty("status").GetString());
        Assert.Equal(("Acknowledged alert", "Acknowledge", true, "disk"), Of(acknowledged));
        Assert.Equal(("Added note to alert", "Note", true, "disk"), Of(noted));
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
    [InlineData("/v2/alerts/x/notes?identifierType=alias", "{\"note\":\"\"}", 422)]
    [InlineData("/v2/alerts/x/notes?identifierType=alias", "{\"note\":7}", 422)]
    [InlineData("/v2/alerts/x/notes?identifierType=alias", "[]", 422)]
    [InlineData("/v2/alerts/x/notes?identifierType=alias", "{\"note\":\"n\"}", 404)]
    [InlineData("/v2/alerts/x/notes?identifierType=tiny", "{\"note\":\"n\"}", 400)]
    [InlineData("/v2/alerts/x/message", "{}", 404)]
    public async Task What_is_wrong_is_told_in_a_sentence(string path, string body, int status)
    {
        using HttpClient sender = await SenderAsync();

        Reply reply = await PostAsync(sender, path, body);

        Assert.Equal(status, (int)reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_note_has_the_limits_of_everything_that_comes_in()
    {
        using HttpClient sender = await SenderAsync("--rate", "2/h");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(sender, "/v2/alerts", """{"message":"m","alias":"limited"}""")).Status);
        var note = new ByteArrayContent(Compress("""{"note":"compressed"}"""));
        note.Headers.ContentEncoding.Add("gzip");

        using HttpResponseMessage compressed = await sender.PostAsync("/v2/alerts/limited/notes?identifierType=alias", note);
        Reply third = await PostAsync(sender, "/v2/alerts/limited/notes?identifierType=alias", """{"note":"one too many"}""");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests), (compressed.StatusCode, third.Status));
        Assert.Equal(429, third.Json.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_note_finds_its_alert_behind_hundreds_that_have_its_alias_in_their_titles()
    {
        using HttpClient sender = await SenderAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(sender, "/v2/alerts", """{"message":"m","alias":"needle"}""")).Status);
        for (int i = 0; i < 120; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(sender, "/v2/alerts", $$"""{"message":"a needle","alias":"hay {{i}}"}""")).Status);
        }

        JsonElement noted = await OutcomeAsync(sender, await PostAsync(sender, "/v2/alerts/needle/notes?identifierType=alias", """{"note":"found"}"""));

        Assert.Equal("needle", noted.GetProperty("alias").GetString());
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

    private static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }

    private async Task<HttpClient> SenderAsync(params string[] options)
    {
        HttpClient sender = server.Server.Client();
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("GenieKey", await server.CreateTokenAsync(options));
        return sender;
    }
}
