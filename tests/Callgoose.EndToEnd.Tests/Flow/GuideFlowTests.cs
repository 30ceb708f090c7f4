using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>The flow of the Better Stack integration guide, call by call.</summary>
public class GuideFlowTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_incident_of_the_guide_opens_repeats_ends_and_opens_anew()
    {
        string first = await TriggerOpensAsync(Payloads.GuideTrigger);
        await TriggerAgainIsADuplicateAsync(first);
        string firstCall = await ResolveEndsAsync(first);
        await ResolveAgainIsADuplicateAsync(first);

        // A later outage of the same monitor, with its own time of start.
        string second = await TriggerOpensAsync(Payloads.GuideTrigger.Replace("T09:12", "T10:30", StringComparison.Ordinal));

        Assert.NotEqual(first, second);
        JsonElement page = await server.Http.ReadAsync("/v1/incidents/" + first);
        Assert.Equal("resolved", page.GetProperty("state").GetString());
        Assert.Equal(firstCall, page.GetProperty("timeline")[1].GetProperty("callId").GetString());
        Assert.Equal("triggered", (await server.Http.ReadAsync("/v1/incidents/" + second)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_page_of_an_incident_has_its_description_and_its_timeline()
    {
        Reply created = await server.Http.PostAsync("""{"status":"Started","id":"page","title":"T","description":"Says why."}""");
        Reply resolved = await server.Http.PostAsync("""{"status":"Resolved","id":"page","title":"T2","description":"Other."}""");

        JsonElement page = await server.Http.ReadAsync("/v1/incidents/" + created.Json.GetProperty("incidents")[0].GetString());

        Assert.Equal("Says why.", page.GetProperty("description").GetString());
        Assert.Equal("BetterStack - T", page.GetProperty("title").GetString());
        JsonElement[] timeline = [.. page.GetProperty("timeline").EnumerateArray()];
        Assert.Equal(["triggered", "resolved"], timeline.Select(static step => step.GetProperty("transition").GetString()));
        Assert.Equal(
            [created.Json.GetProperty("id").GetString(), resolved.Json.GetProperty("id").GetString()],
            timeline.Select(static step => step.GetProperty("callId").GetString()));
        Assert.Equal(page.GetProperty("triggeredAt").GetString(), timeline[0].GetProperty("at").GetString());
        Assert.Equal(page.GetProperty("resolvedAt").GetString(), timeline[1].GetProperty("at").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", page.GetProperty("triggeredAt").GetString()!);
    }

    [Fact]
    public async Task Resolving_a_key_that_nothing_has_is_accepted_and_resolves_nothing()
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.Resolved("never seen"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.False(answer.GetProperty("resolved").GetProperty("duplicate").GetBoolean());
        Assert.Empty(answer.GetProperty("incidents").EnumerateArray());
    }

    [Fact]
    public async Task Started_in_lower_case_matches_no_filter()
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync("""{"status":"started","id":"lower"}""");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("no_filter_matched", answer.GetProperty("reason").GetString());
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static i => i.GetProperty("incidentKey").GetString() == "lower");
    }

    private async Task<string> TriggerOpensAsync(string payload)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(payload);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.True(answer.GetProperty("triggered").GetProperty("created").GetBoolean());
        Assert.False(answer.GetProperty("triggered").GetProperty("duplicate").GetBoolean());
        return Assert.Single(answer.GetProperty("incidents").EnumerateArray()).GetString()!;
    }

    private async Task TriggerAgainIsADuplicateAsync(string incident)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.GuideTrigger);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.GetProperty("triggered").GetProperty("created").GetBoolean());
        Assert.True(answer.GetProperty("triggered").GetProperty("duplicate").GetBoolean());
        Assert.Equal(incident, Assert.Single(answer.GetProperty("incidents").EnumerateArray()).GetString());
        Assert.Equal(2, (await server.Http.ReadAsync("/v1/incidents/" + incident)).GetProperty("occurrences").GetInt32());
    }

    private async Task<string> ResolveEndsAsync(string incident)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.GuideResolve);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.False(answer.GetProperty("resolved").GetProperty("duplicate").GetBoolean());
        Assert.Equal(incident, Assert.Single(answer.GetProperty("incidents").EnumerateArray()).GetString());
        JsonElement page = await server.Http.ReadAsync("/v1/incidents/" + incident);
        Assert.Equal("BetterStack - Server Down: api.example.com", page.GetProperty("title").GetString());
        Assert.Equal("Monitor check failed. Status code 500.", page.GetProperty("description").GetString());
        return answer.GetProperty("id").GetString()!;
    }

    private async Task ResolveAgainIsADuplicateAsync(string incident)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.GuideResolve);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        Assert.True(answer.GetProperty("resolved").GetProperty("duplicate").GetBoolean());
        Assert.Equal(incident, Assert.Single(answer.GetProperty("incidents").EnumerateArray()).GetString());
    }
}
