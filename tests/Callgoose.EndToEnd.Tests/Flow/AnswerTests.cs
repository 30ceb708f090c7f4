using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>The text of the answers, member by member (ProcessApi.md 5).</summary>
public class AnswerTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Id = "\"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"";

    [Fact]
    public async Task Every_verdict_has_its_members_in_the_written_order()
    {
        await AssertAnswerAsync(Payloads.Started("1"), 201, resolved: "false,\"resolved\":false", triggered: "false,\"created\":true", $@"\[{Id}\]");
        await AssertAnswerAsync(Payloads.Started("1"), 200, resolved: "false,\"resolved\":false", triggered: "true,\"created\":false", $@"\[{Id}\]");
        await AssertAnswerAsync(Payloads.Resolved("1"), 200, resolved: "false,\"resolved\":true", triggered: "false,\"created\":false", $@"\[{Id}\]");
        await AssertAnswerAsync(Payloads.Resolved("1"), 200, resolved: "true,\"resolved\":false", triggered: "false,\"created\":false", $@"\[{Id}\]");
        await AssertAnswerAsync(Payloads.Resolved("2"), 200, resolved: "false,\"resolved\":false", triggered: "false,\"created\":false", @"\[\]");
        await AssertAnswerAsync(
            "{}", 202, resolved: "false,\"resolved\":false", triggered: "false,\"created\":false", @"\[\],""reason"":""no_filter_matched""");
    }

    [Fact]
    public async Task An_incident_has_its_members_in_the_written_order()
    {
        Reply created = await server.Http.PostAsync(Payloads.Started("order"));

        string page = (await Reply.OfAsync(await server.Http.GetAsync("/v1/incidents/" + created.Json.GetProperty("incidents")[0].GetString()))).Text;

        Assert.Matches(
            $$"""^{"id":{{Id}},"state":"triggered","urgency":"high","service":"default","environment":"","source":"BetterStack","integration":"BetterStack","incidentKey":"order","title":"BetterStack - T","occurrences":1,"triggeredAt":"[^"]+","lastSeen":"[^"]+","resolvedAt":null,"expiresAt":null,"heldUntil":null,"link":null,"description":"D","timeline":\[{"at":"[^"]+","transition":"triggered","by":"integration","cause":"[^"]+","callId":{{Id}}}\],"linesLeftOut":0}$""",
            page);
    }

    private async Task AssertAnswerAsync(string payload, int status, string resolved, string triggered, string rest)
    {
        Reply reply = await server.Http.PostAsync(payload);

        Assert.Equal(status, (int)reply.Status);
        Assert.Equal("application/json", reply.MediaType);
        Assert.Matches($$"""^{"id":{{Id}},"resolved":{"duplicate":{{resolved}}},"triggered":{"duplicate":{{triggered}}},"incidents":{{rest}}}$""", reply.Text);
    }
}
