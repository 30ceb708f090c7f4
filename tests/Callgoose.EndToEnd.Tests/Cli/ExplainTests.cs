using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose explain</c> and <c>POST /v1/explain</c>: why a payload does or does not become an incident.</summary>
public sealed class ExplainTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Of_the_guides_payload_it_tells_what_would_come()
    {
        CommandResult result = await ExplainAsync(Payloads.GuideTrigger, "--from", "BetterStack");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("✓ incident ", result.Output, StringComparison.Ordinal);
        Assert.Contains("key \"status\": found \"Started\", filter wants \"Resolved\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("  title        BetterStack - Server Down: api.example.com\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  key          INC-98765\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  began        2025-11-10T09:12:00.000Z\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    [Theory]
    [InlineData("""{"status":"started"}""", "key \"status\": found \"started\", filter wants \"Started\" (differs only in case)")]
    [InlineData("""{"status":"{{ incident.attributes.status }}"}""", "key \"status\": template variable left unexpanded: {{ incident.attributes.status }}")]
    [InlineData("""{"Status":"Started"}""", "key \"status\" is missing; nearest is \"Status\", which differs only in case")]
    [InlineData("""{"status":{"now":"started"}}""", "key \"status\": found an object {\"now\":\"started\"}, filter wants \"Started\"")]
    [InlineData("""{"status":null}""", "key \"status\": value is null, which never matches")]
    [InlineData("status=Started", "key \"status\" is missing; the payload is not JSON, so it has no keys")]
    public async Task Of_one_that_matches_nothing_it_tells_why(string payload, string reason)
    {
        CommandResult result = await ExplainAsync(payload, "--from", "BetterStack");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
        Assert.Contains("202 and the reason no_filter_matched", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/enqueue", """{"routing_key":"0123456789abcdef0123456789abcdef","event_action":"trigger","dedup_key":"k","payload":{"summary":"S","source":"s","severity":"critical"}}""", "PagerDuty - S\n", "key          k\n")]
    [InlineData("/v2/alerts", """{"message":"M","alias":"a"}""", "Opsgenie - M\n", "key          a\n")]
    [InlineData("/v2/alerts/a/close?identifierType=alias", "", "resolve", "key          a\n")]
    [InlineData("/api/v2/alerts", """[{"labels":{"alertname":"A"}}]""", "PrometheusServer - A", "key          ")]
    [InlineData("/v1/process?from=BetterStack", """{"status":"Started","id":"7","title":"T"}""", "BetterStack - T\n", "key          7\n")]
    public async Task At_a_path_it_tells_what_its_door_makes_of_the_payload(string path, string payload, params string[] told)
    {
        CommandResult result = await ExplainAsync(payload, "--path", path);
        Reply reply = await server.Http.PostAsync(payload, path: "/v1/explain?path=" + Uri.EscapeDataString(path));

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.All(told, text => Assert.Contains(text, result.Output, StringComparison.Ordinal));
        Assert.True(reply.Json.GetProperty("anyFilterPassed").GetBoolean());
        Assert.DoesNotContain("0123456789abcdef0123456789abcdef", reply.Text + result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/enqueue", """{"event_action":"trigger","payload":{"source":"s","severity":"critical"}}""", 400, "'payload.summary' is missing")]
    [InlineData("/v2/alerts", "{}", 422, "'message' is missing")]
    [InlineData("/api/v2/alerts", "[{}]", 400, "Alert 0 (from 0) needs 'labels'")]
    [InlineData("/v2/change/enqueue", "{}", 400, "A change event opens nothing")]
    [InlineData("/v2/alerts/x/notes", "{}", 400, "A note opens nothing")]
    [InlineData("/v2/nothing", "{}", 400, "No payload is taken at this path")]
    public async Task At_a_path_it_tells_what_its_door_refuses(string path, string payload, int status, string told)
    {
        CommandResult result = await ExplainAsync(payload, "--path", path);
        Reply reply = await server.Http.PostAsync(payload, path: "/v1/explain?path=" + Uri.EscapeDataString(path));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(told, result.Errors, StringComparison.Ordinal);
        ProblemChecks.AssertProblem(reply, status);
        Assert.Contains(told, reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_source_all_integrations_are_tried()
    {
        CommandResult result = await ExplainAsync(Payloads.GuideTrigger);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("names no integration, so all are tried", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nGrafana\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_without_its_key_is_remarked()
    {
        CommandResult result = await ExplainAsync("""{"status":"Started","id":{"a":1}}""", "--from", "BetterStack");

        Assert.Contains("none: the mapped key \"id\" is an object; such an incident cannot be resolved by a call", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_a_variable_of_the_template_is_remarked()
    {
        CommandResult result = await ExplainAsync("""{"status":"Started","id":"{{ incident.id }}"}""", "--from", "BetterStack");

        Assert.Contains("  key          none: the mapped key \"id\" is {{ incident.id }}, a template variable left unexpanded; such an incident", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"status\": \"Started\",\n}", "line 3, column 1")]
    [InlineData("{\"a\": nul}", "would be refused with 400 Malformed JSON")]
    public async Task A_body_that_would_be_refused_is_refused(string payload, string part)
    {
        CommandResult result = await ExplainAsync(payload, "--from", "BetterStack");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(part, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_what_the_server_answers()
    {
        CommandResult result = await ExplainAsync(Payloads.GuideResolve, "--from", "BetterStack", "--json");
        Reply reply = await server.Http.PostAsync(Payloads.GuideResolve, path: "/v1/explain?from=BetterStack");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(reply.Text, result.Output.TrimEnd('\n'));
        JsonElement service = reply.Json.GetProperty("services")[0];
        Assert.Equal(("incident", "INC-98765"), (service.GetProperty("resolve").Text("filter"), service.GetProperty("resolve").Text("incidentKey")));
        Assert.Equal(JsonValueKind.Null, service.GetProperty("trigger").ValueKind);
        Assert.DoesNotContain(await server.Http.IncidentsAsync(), static incident => incident.Text("incidentKey") == "INC-98765");
    }

    [Fact]
    public async Task The_server_explains_only_to_a_token_that_may_read_and_refuses_what_process_refuses()
    {
        using HttpClient process = server.Server.Client(await server.CreateTokenAsync());
        using HttpClient nobody = server.Server.Client();

        Assert.Equal(HttpStatusCode.Forbidden, (await process.PostAsync("{}", path: "/v1/explain")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("{}", path: "/v1/explain")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.PostAsync("{", path: "/v1/explain")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.Http.PostAsync(new string(' ', 1_100_000), path: "/v1/explain")).Status);
    }

    private async Task<CommandResult> ExplainAsync(string payload, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "payload");
        await File.WriteAllTextAsync(file, payload);
        return await CommandResult.RunAsync(server.Executable, ["explain", .. options, file]);
    }
}
