using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Page;

/// <summary>What the page reads besides incidents: counts, searches, integrations, and the places in files that decided.</summary>
public sealed class ReadingForThePageTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_is_open_is_counted_for_one_environment()
    {
        using HttpClient own = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read,admin", "--environment", "counted"));
        string first = (await own.OpenAsync(Payloads.Started("a"))).Text("id")!;
        await own.OpenAsync(Payloads.Started("b"));
        await own.OpenAsync(Payloads.Started("c"));
        await own.PostAsync(Payloads.Resolved("c"));
        await own.PostAsync("{}", path: $"/v1/incidents/{first}/acknowledge");

        JsonElement summary = await own.ReadAsync("/v1/incidents/summary");

        Assert.Equal("""{"open":2,"acknowledged":1,"high":2,"suppressed":0}""", summary.ToString());
    }

    [Fact]
    public async Task A_search_finds_in_title_and_key_whatever_the_capitals_and_goes_on_page_by_page()
    {
        using HttpClient own = server.Server.Client(await server.CreateTokenAsync("--scope", "process,read", "--environment", "searched"));
        foreach (string name in new[] { "Ärger 1", "other", "ärger 2", "ÄRGER 3" })
        {
            await own.OpenAsync($$"""{"status":"Started","id":"key of {{name}}","title":"{{name}}"}""");
        }

        Assert.Equal(3, (await own.IncidentsAsync("&search=%C3%A4rger")).Count);
        Assert.Equal(4, (await own.IncidentsAsync("&search=KEY%20OF")).Count);
        Assert.Empty(await own.IncidentsAsync("&search=nowhere"));
        JsonElement page = await own.ReadAsync("/v1/incidents?search=%C3%A4rger&limit=2");
        Assert.Equal(2, page.GetProperty("incidents").GetArrayLength());
        JsonElement rest = await own.ReadAsync("/v1/incidents?search=%C3%A4rger&limit=2&cursor=" + page.Text("nextCursor"));
        Assert.EndsWith("Ärger 1", rest.GetProperty("incidents")[0].Text("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrations_are_told_with_what_to_paste()
    {
        JsonElement all = await server.Http.ReadAsync("/v1/integrations");
        JsonElement one = await server.Http.ReadAsync("/v1/integrations/betterstack");

        Assert.Contains("BetterStack", all.GetProperty("integrations").EnumerateArray().Select(static integration => integration.Text("name")));
        Assert.Equal("/v1/process?from=BetterStack", one.Text("path"));
        Assert.Contains("{{ incident.id }}", one.Text("template"), StringComparison.Ordinal);
        Assert.NotEqual(0, one.GetProperty("samples").GetProperty("trigger").GetArrayLength());
        Assert.Contains("contains \"Started\"", one.GetProperty("filters")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(all.GetRawText(), (await server.Http.ReadAsync("/v1/sources")).GetRawText());
        Assert.Equal(one.GetRawText(), (await server.Http.ReadAsync("/v1/sources/betterstack")).GetRawText());
        using HttpResponseMessage none = await server.Http.GetAsync("/v1/integrations/nobody");
        ProblemChecks.AssertProblem(await Reply.OfAsync(none), 404);
    }

    [Theory]
    [InlineData("""{"status":"started"}""", "incident", "trigger", "\"started\"")]
    [InlineData("  {\"ü\":1, \"status\" : \"Started\", \"id\":\"1\"}", "incident", "trigger", "\"Started\"")]
    [InlineData("\uFEFF [ {\"status\":\"Resolved\"} ]", "incident", "trigger", "\"Resolved\"")]
    [InlineData("""{"Status":"Started"}""", "incident", "trigger", "\"Started\"")]
    [InlineData("""{"status":{"a":[1,2]}}""", "incident", "resolve", """{"a":[1,2]}""")]
    [InlineData("""{"status":"x","status":"y"}""", "incident", "trigger", "\"y\"")]
    public async Task The_value_that_decided_is_told_by_its_bytes(string payload, string filter, string part, string expected)
    {
        Reply reply = await server.Http.PostAsync(payload, path: "/v1/explain?from=BetterStack");

        JsonElement place = reply.Json.GetProperty("services")[0].GetProperty("filters").EnumerateArray()
            .First(verdict => verdict.Text("filter") == filter && verdict.Text("part") == part).GetProperty("places")[0];
        byte[] body = Encoding.UTF8.GetBytes(payload);
        Assert.Equal(expected, Encoding.UTF8.GetString(body, place.GetProperty("offset").GetInt32(), place.GetProperty("length").GetInt32()));
    }
}
