using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>A client of another protocol gets every refusal in a form that it can show.</summary>
public class RefusalFormTests(TestServer server) : IClassFixture<TestServer>
{
    private const string PagerDuty = "errors";
    private const string Opsgenie = "message";
    private const string Alertmanager = "code";

    [Theory]
    [InlineData("POST", "/v2/enqueue/", 404, PagerDuty)]
    [InlineData("POST", "/generic/2010-04-15/create_event.json", 404, PagerDuty)]
    [InlineData("GET", "/v2/enqueue", 405, PagerDuty)]
    [InlineData("GET", "/v2/alerts", 405, Opsgenie)]
    [InlineData("GET", "/v2/alerts/x", 404, Opsgenie)]
    [InlineData("DELETE", "/v2/alerts/x?identifierType=alias", 404, Opsgenie)]
    [InlineData("POST", "/v2/alerts/x/unacknowledge", 404, Opsgenie)]
    [InlineData("PUT", "/v2/alerts/x/message", 404, Opsgenie)]
    [InlineData("POST", "/v2/heartbeats/x/ping", 404, Opsgenie)]
    [InlineData("GET", "/v2/alerts/requests/x", 401, Opsgenie)]
    [InlineData("GET", "/v2/alerts/x/notes", 405, Opsgenie)]
    [InlineData("GET", "/api/v2/alerts", 401, Alertmanager)]
    [InlineData("PUT", "/api/v2/alerts", 405, Alertmanager)]
    [InlineData("GET", "/api/v2/alerts/groups", 404, Alertmanager)]
    [InlineData("POST", "/api/v2/silences", 404, Alertmanager)]
    [InlineData("POST", "/api/v1/alerts", 404, Alertmanager)]
    [InlineData("GET", "/v1/process", 405, "detail")]
    [InlineData("GET", "/v3/anything", 404, "detail")]
    public async Task It_is_that_of_the_path(string method, string path, int status, string member)
    {
        using HttpClient anybody = server.Server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage answer = await anybody.SendAsync(request);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(json.RootElement.TryGetProperty(member, out _), json.RootElement.GetRawText());
        Assert.Equal(member == "detail", json.RootElement.TryGetProperty("type", out _));
    }

    [Fact]
    public async Task A_token_that_asks_for_a_signature_is_not_called_a_wrong_one()
    {
        string token = await server.CreateTokenAsync("--verify", "github", "--secret", "env:CALLGOOSE_TEST_UNSET");
        using HttpClient sender = server.Server.Client();
        using var event1 = new StringContent($$"""{"routing_key":"{{token}}","event_action":"resolve","dedup_key":"x"}""", Encoding.UTF8, "application/json");
        using var alert = new HttpRequestMessage(HttpMethod.Post, "/v2/alerts") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        alert.Headers.TryAddWithoutValidation("Authorization", "GenieKey " + token);

        using HttpResponseMessage pagerDuty = await sender.PostAsync("/v2/enqueue", event1);
        using HttpResponseMessage opsgenie = await sender.SendAsync(alert);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized), (pagerDuty.StatusCode, opsgenie.StatusCode));
        Assert.Contains("signed", await pagerDuty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("signed", await opsgenie.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
