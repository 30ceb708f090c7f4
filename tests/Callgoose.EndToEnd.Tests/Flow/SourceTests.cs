using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>How the query value <c>from</c> and the path affect a call.</summary>
public class SourceTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("")]
    [InlineData("?from=")]
    [InlineData("?from=%20%09+")]
    [InlineData("?other=x")]
    [InlineData("?From=BetterStack")]
    public async Task Without_a_source_the_payload_is_still_matched(string query)
    {
        JsonElement incident = await CreateAsync("/v1/process" + query, "no source " + query);

        Assert.Equal(JsonValueKind.Null, incident.GetProperty("source").ValueKind);
        Assert.Equal("T", incident.GetProperty("title").GetString());
    }

    /// <summary>Alertmanager has a file for groups and one for alerts; only callers that name the second one get it.</summary>
    [Theory]
    [InlineData("", "none|g", 1)]
    [InlineData("?from=unknown", "unknown|g", 1)]
    [InlineData("?from=AlertmanagerAlerts", "named|g", 2)]
    public async Task A_payload_gets_the_verdict_of_one_integration(string query, string group, int incidents)
    {
        Reply reply = await server.Http.PostAsync($$$"""
            {"version":"4","status":"firing","groupKey":"{{{group}}}","externalURL":"http://{{{group}}}","commonLabels":{"alertname":"A"},
             "alerts":[{"status":"firing","fingerprint":"{{{group}}} 1","labels":{"alertname":"A"}},{"status":"firing","fingerprint":"{{{group}}} 2","labels":{"alertname":"A"}}]}
            """, path: "/v1/process" + query);

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Equal(incidents, reply.Json.GetProperty("incidents").GetArrayLength());
    }

    [Theory]
    [InlineData("?from=Hostwatch", "Hostwatch")]
    [InlineData("?from=%C3%9Cberwachung+%F0%9F%90%9D", "Überwachung 🐝")]
    [InlineData("?from=+two%20words+", "two words")]
    [InlineData("?from=a%00b%0Ac%1Fd%7Fe%C2%85f", "abcdef")]
    [InlineData("?from=first&from=second", "first")]
    [InlineData("?x=1&from=late&y", "late")]
    [InlineData("?from=100%", "100%")]
    [InlineData("?from=%22%3Cb%3E%5C", "\"<b>\\")]
    public async Task An_unknown_source_is_kept_as_it_was_meant_and_meets_every_integration(string query, string source)
    {
        JsonElement incident = await CreateAsync("/v1/process" + query, "unknown " + query);

        Assert.Equal(source, incident.GetProperty("source").GetString());
        Assert.Equal(source + " - T", incident.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("BetterStack")]
    [InlineData("betterstack")]
    [InlineData("BETTERSTACK")]
    [InlineData("better-stack")]
    [InlineData("BetterUptime")]
    public async Task Every_name_of_the_integration_is_known_in_any_case(string name)
    {
        JsonElement incident = await CreateAsync("/v1/process?from=" + name, "name " + name);

        Assert.Equal(name + " - T", incident.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("/v1/process")]
    [InlineData("/sqibs-api/v1/process")]
    [InlineData("/api/v1/process")]
    public async Task Every_path_that_integration_pages_print_leads_to_the_same_incident(string path)
    {
        await server.Http.SendAsync(Payloads.Started("paths"));

        (HttpStatusCode status, JsonElement answer) = await server.Http.SendAsync(Payloads.Started("paths"), path + "?from=BetterStack");
        JsonElement own = await CreateAsync(path + "?from=BetterStack", "own " + path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.GetProperty("triggered").GetProperty("duplicate").GetBoolean());
        Assert.Equal("BetterStack - T", own.GetProperty("title").GetString());
    }

    private async Task<JsonElement> CreateAsync(string path, string key)
    {
        Reply reply = await server.Http.PostAsync(JsonSerializer.Serialize(new { status = "Started", id = key, title = "T" }), path: path);
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        return await server.Http.ReadAsync("/v1/incidents/" + reply.Json.GetProperty("incidents")[0].GetString());
    }
}
