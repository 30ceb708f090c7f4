using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>The Events API v2 of PagerDuty: a sender changes only the host.</summary>
public class PagerDutyTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Path = "/v2/enqueue";

    [Fact]
    public async Task A_change_event_opens_nothing_and_is_listed_for_the_services_that_its_key_reaches()
    {
        string key = await server.CreateTokenAsync("--routing-key", "--debug");
        using HttpClient sender = server.Server.Client();
        string body = $$"""
            { "routing_key": "{{key}}", "payload": { "summary": "Deployed 1.2 \u001b[31m", "source": "ci", "timestamp": "2026-07-17T08:42:58Z", "custom_details": { "commit": "{{key}}" } },
              "links": [{ "href": "https://ci.example/7" }] }
            """;

        Reply kept = await SendAsync(sender, body, "/v2/change/enqueue");
        Reply blank = await SendAsync(sender, $$"""{"routing_key":"{{key}}","payload":{"summary":" "} }""", "/v2/change/enqueue");
        Reply unknown = await SendAsync(sender, """{"routing_key":"0123456789abcdef0123456789abcdef","payload":{"summary":"S"} }""", "/v2/change/enqueue");

        Assert.Equal((HttpStatusCode.Accepted, """{"status":"success","message":"Change event processed"}"""), (kept.Status, kept.Text));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (blank.Status, unknown.Status));
        Assert.Contains("'payload.summary' is missing or blank.", blank.Text, StringComparison.Ordinal);
        JsonElement change = (await server.Http.ReadAsync("/v1/changes?service=default")).GetProperty("changes").EnumerateArray()
            .First(static one => one.GetProperty("source").GetString() == "ci");
        Assert.Equal("2026-07-17T08:42:58.000Z", change.GetProperty("at").GetString());
        Assert.Equal(0, (await server.Http.ReadAsync("/v1/changes?service=other")).GetProperty("changes").GetArrayLength());
        string shown = await server.Http.GetStringAsync("/v1/changes/" + change.GetProperty("id").GetString());
        Assert.Contains("https://ci.example/7", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(key, shown + await server.Http.GetStringAsync("/v1/logs?limit=100"), StringComparison.Ordinal);
        Assert.DoesNotContain("Deployed", await server.Http.GetStringAsync("/v1/incidents?limit=100"), StringComparison.Ordinal);

        CommandResult here = await CommandResult.RunAsync(server.Executable, ["changes", "--data", server.Data]);
        CommandResult there = await CommandResult.RunAsync(server.Executable, ["changes", "--service", "default", "--url", server.Http.BaseAddress!.ToString(), "--token", server.Token]);
        Assert.Equal((0, here.Output), (there.ExitCode, there.Output));
        Assert.Contains("ci", here.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', here.Output);

        await SendAsync(sender, $$"""{"routing_key":"{{key}}","payload":{"summary":"{{new string('s', 500)}}","source":"{{new string('c', 100)}}"} }""", "/v2/change/enqueue");
        CommandResult wide = await CommandResult.RunAsync(server.Executable, ["changes", "--data", server.Data]);
        Assert.Contains(new string('s', 500), wide.Output, StringComparison.Ordinal);
        foreach (string limit in (string[])["0", "501", "-1"])
        {
            Assert.Equal(2, (await CommandResult.RunAsync(server.Executable, ["changes", "--data", server.Data, "--limit", limit])).ExitCode);
        }
    }

    [Fact]
    public async Task An_event_that_comes_by_the_Process_API_keeps_no_routing_key()
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client(await server.CreateTokenAsync("--debug", "--allow-get"));
        string body = Trigger(key, "by process", "critical");

        Reply json = await sender.PostAsync(body, path: "/v1/process?from=PagerDuty");
        Reply form = await sender.PostAsync($"routing_key={key}&event_action=trigger", "application/x-www-form-urlencoded", "/v1/process?from=pagerduty");
        using HttpResponseMessage get = await sender.GetAsync($"/v1/process?from=PagerDuty&routing_key={key}&event_action=trigger");
        using var folder = new TemporaryFolder();
        string file = System.IO.Path.Combine(folder.Path, "event.json");
        await File.WriteAllTextAsync(file, body);
        CommandResult explained = await CommandResult.RunAsync(server.Executable, "explain", "--from", "PagerDuty", "--json", file);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (json.Status, form.Status));
        Assert.True(get.IsSuccessStatusCode);
        string incident = await server.Http.GetStringAsync("/v1/incidents/" + json.Json.GetProperty("incidents")[0].GetString());
        Assert.Contains("********************************", incident, StringComparison.Ordinal);
        Assert.DoesNotContain(key, incident + explained.Output, StringComparison.Ordinal);
        string call = json.Json.GetProperty("id").GetString()!;
        while (!(await server.Http.GetStringAsync("/v1/logs?limit=100")).Contains(call, StringComparison.Ordinal))
        {
            await Task.Yield();
        }

        foreach (string kept in Directory.EnumerateFiles(server.Data, "*.db*"))
        {
            Assert.True((await File.ReadAllBytesAsync(kept)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(key)) < 0, kept);
        }
    }

    [Fact]
    public async Task An_alert_is_triggered_acknowledged_and_resolved_by_its_dedup_key()
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client();

        Reply triggered = await SendAsync(sender, Trigger(key, "life", "critical"));
        JsonElement incident = await FindAsync("life");
        Reply acknowledged = await SendAsync(sender, $$"""{"routing_key":"{{key}}","event_action":"acknowledge","dedup_key":"life"}""");
        string? state = (await FindAsync("life")).GetProperty("state").GetString();
        Reply resolved = await SendAsync(sender, $$"""{"routing_key":"{{key}}","event_action":"resolve","dedup_key":"life"}""");

        Assert.Matches("^[0-9a-f]{32}$", key);
        Assert.Equal(HttpStatusCode.Accepted, triggered.Status);
        Assert.Equal("""{"status":"success","message":"Event processed","dedup_key":"life"}""", triggered.Text);
        Assert.Equal(("P1", "PagerDuty - Disk is full"), (incident.GetProperty("urgency").GetString(), incident.GetProperty("title").GetString()));
        Assert.Equal((HttpStatusCode.Accepted, "acknowledged"), (acknowledged.Status, state));
        Assert.Equal((HttpStatusCode.Accepted, "resolved"), (resolved.Status, (await FindAsync("life")).GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Links_images_and_details_are_kept_and_the_routing_key_is_not()
    {
        string key = await server.CreateTokenAsync("--routing-key", "--debug");
        using HttpClient sender = server.Server.Client();

        await SendAsync(sender, $$"""
            { "routing_key": "{{key}}", "rout\u0069ng_key": "{{key}}", "event_action": "trigger", "dedup_key": "kept",
              "payload": { "summary": "S", "source": "s", "severity": "error", "custom_details": { "free": "1%", "sent with": "{{key}}" } },
              "links": [{ "href": "https://runbook.example" }], "images": [{ "src": "https://image.example" }] }
            """);

        string id = (await FindAsync("kept")).GetProperty("id").GetString()!;
        JsonElement incident = await server.Http.ReadAsync("/v1/incidents/" + id);
        Assert.Equal("https://runbook.example", incident.GetProperty("link").GetString());
        string description = incident.GetProperty("description").GetString()!;
        using JsonDocument kept = JsonDocument.Parse(description);
        Assert.Equal(["event_action", "dedup_key", "payload", "links", "images"], kept.RootElement.EnumerateObject().Select(static member => member.Name));
        string calls = await server.Http.GetStringAsync("/v1/logs?limit=100");
        string call = JsonDocument.Parse(calls).RootElement.GetProperty("calls")[0].GetProperty("callId").GetString()!;
        Assert.DoesNotContain(key, await server.Http.GetStringAsync("/v1/logs/" + call), StringComparison.Ordinal);
        Assert.DoesNotContain(key, description, StringComparison.Ordinal);
        Assert.DoesNotContain(key, server.Server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_without_a_key_gets_one_by_which_it_ends()
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client();

        Reply triggered = await SendAsync(sender, Trigger(key, null, "warning"));
        string made = triggered.Json.GetProperty("dedup_key").GetString()!;
        await SendAsync(sender, $$"""{"routing_key":"{{key}}","event_action":"resolve","dedup_key":"{{made}}"}""");

        Assert.Equal("resolved", (await FindAsync(made)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_delivery_that_repeats_gets_the_same_key_again()
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client();
        sender.DefaultRequestHeaders.Add("Idempotency-Key", "pd-1");

        Reply first = await SendAsync(sender, Trigger(key, null, "info"));
        Reply second = await SendAsync(sender, Trigger(key, null, "info"));

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(1, (await FindAsync(first.Json.GetProperty("dedup_key").GetString()!)).GetProperty("occurrences").GetInt32());
    }

    [Theory]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","dedup_key":7,"payload":{"summary":"s","source":"s","severity":"info"}}""", "'dedup_key' is not a text")]
    [InlineData("""{"routing_key":"KEY","event_action":"resolve","dedup_key":["a"]}""", "'dedup_key' is not a text")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":{"source":"s","severity":"info"}}""", "'payload.summary'")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":{"summary":"s","source":"s"}}""", "'payload.severity'")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":[]}""", "'payload'")]
    [InlineData("""{"routing_key":"KEY","event_action":"Trigger","payload":{}}""", "'event_action'")]
    [InlineData("""{"routing_key":"KEY","event_action":"resolve"}""", "'dedup_key'")]
    [InlineData("""{"routing_key":"00000000000000000000000000000000","event_action":"resolve","dedup_key":"x"}""", "Invalid routing key")]
    [InlineData("""{"event_action":"resolve","dedup_key":"x"}""", "Invalid routing key")]
    [InlineData("""["routing_key"]""", "JSON object")]
    [InlineData("""{"routing_key":"KEY",}""", "column")]
    [InlineData("", "column")]
    public async Task What_is_wrong_is_told_as_PagerDuty_tells_it(string body, string error)
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client();

        Reply reply = await SendAsync(sender, body.Replace("KEY", key, StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid event"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        Assert.Contains(error, reply.Json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_nothing_but_keys_costs_no_more_than_reading_it()
    {
        using HttpClient sender = server.Server.Client();

        Reply members = await SendAsync(sender, $$"""{{{string.Join(',', Enumerable.Repeat("\"routing_key\":0", 30_000))}}}""");
        Reply texts = await SendAsync(sender, $$"""{"routing_key":"{{new string('0', 32)}}","x":"{{new string('0', 500_000)}}"}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (members.Status, texts.Status));
        Assert.Contains("more than 8 times", members.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_key_is_known_a_body_has_half_a_mebibyte()
    {
        string key = await server.CreateTokenAsync("--routing-key");
        using HttpClient sender = server.Server.Client();
        string filler = new('x', 600 * 1024);

        Reply inBody = await SendAsync(sender, Trigger(key, filler, "info"));
        sender.DefaultRequestHeaders.Add("X-Routing-Key", key);
        Reply inHeader = await SendAsync(sender, $$$"""{"event_action":"trigger","payload":{"summary":"S","source":"s","severity":"info","custom_details":"{{{filler}}}"}}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, inBody.Status);
        Assert.Equal(HttpStatusCode.Accepted, inHeader.Status);
    }

    private static string Trigger(string key, string? dedupKey, string severity) =>
        $$$"""{"routing_key":"{{{key}}}","event_action":"trigger",{{{(dedupKey is null ? "" : $"\"dedup_key\":\"{dedupKey}\",")}}}"payload":{"summary":"Disk is full","source":"db1","severity":"{{{severity}}}"}}""";

    private static Task<Reply> SendAsync(HttpClient sender, string body, string path = Path) => sender.PostAsync(body, path: path);

    private async Task<JsonElement> FindAsync(string key) =>
        (await server.Http.ReadAsync("/v1/incidents?search=" + key)).GetProperty("incidents")[0];
}
