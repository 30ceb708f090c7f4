using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>Alertmanager's API v2: a Prometheus server has this server as its Alertmanager.</summary>
public class PrometheusTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Path = "/api/v2/alerts";

    [Fact]
    public async Task A_Prometheus_opens_an_incident_for_each_alert_and_when_it_falls_silent_they_expire()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.Path, "prometheus.yml"), $"""
            global:
              evaluation_interval: 1s
            rule_files: [ rules.yml ]
            alerting:
              alertmanagers:
              - api_version: v2
                authorization:
                  credentials: {await server.CreateTokenAsync()}
                static_configs:
                - targets: [ "{server.Server.Address.Authority}" ]
            """);
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.Path, "rules.yml"), """
            groups:
            - name: g
              rules:
              - { alert: AlwaysOne, expr: vector(1), labels: { severity: critical, disk: sda }, annotations: { summary: "One {{ $value }}" } }
              - { alert: AlwaysTwo, expr: vector(2), labels: { severity: info } }
            """);
        using (await StartAsync(folder))
        {
            JsonElement one = await WaitForAsync("One", static incident => incident.GetProperty("occurrences").GetInt32() > 1);
            JsonElement two = await WaitForAsync("AlwaysTwo", static _ => true);
            Assert.Equal(("PrometheusServer - One 1", "high"), (one.GetProperty("title").GetString(), one.GetProperty("urgency").GetString()));
            Assert.Equal(("PrometheusServer - AlwaysTwo", "low"), (two.GetProperty("title").GetString()!.Replace(" on ", "", StringComparison.Ordinal), two.GetProperty("urgency").GetString()));

            string alerts = await AmtoolAsync("alert", "query", "alertname=AlwaysOne", "disk=~sd.");
            Assert.Contains("AlwaysOne", alerts, StringComparison.Ordinal);
            Assert.Contains("One 1", alerts, StringComparison.Ordinal);
            Assert.DoesNotContain("AlwaysTwo", alerts, StringComparison.Ordinal);
        }

        JsonElement silent = await WaitForAsync("One", static incident => incident.GetProperty("state").GetString() == "resolved");
        JsonElement details = await server.Http.ReadAsync("/v1/incidents/" + silent.GetProperty("id").GetString());
        Assert.Equal("expiry", details.GetProperty("timeline").EnumerateArray().Last().GetProperty("by").GetString());

        using (await StartAsync(folder))
        {
            JsonElement again = await WaitForAsync("One", static incident => incident.GetProperty("state").GetString() == "triggered");
            Assert.NotEqual(silent.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task The_same_labels_are_the_same_incident_whatever_their_order_and_an_end_resolves_it()
    {
        Reply first = await PostAsync($$$"""[{"labels":{"alertname":"Order","b":"2","a":"1","empty":""},"startsAt":"{{{Time(-60)}}}"}]""");
        Reply second = await PostAsync($$$"""[{"startsAt":"{{{Time(-60)}}}","labels":{"a":"1","alertname":"Order","b":"\u0032"}}]""");
        JsonElement open = await FindAsync("Order");
        Reply ended = await PostAsync($$$"""[{"labels":{"a":"1","b":"2","alertname":"Order"},"startsAt":"{{{Time(-60)}}}","endsAt":"{{{Time(-1)}}}"}]""");

        Assert.Equal((HttpStatusCode.OK, ""), (first.Status, first.Text));
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(2, open.GetProperty("occurrences").GetInt32());
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Equal("resolved", (await FindAsync("Order")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("[1]", 400)]
    [InlineData("[{]", 400)]
    [InlineData("[{}]", 400)]
    [InlineData("""[{"labels":{}}]""", 400)]
    [InlineData("""[{"labels":{"a":""}}]""", 400)]
    [InlineData("""[{"labels":{"":"a"}}]""", 400)]
    [InlineData("""[{"labels":{"alertname":7}}]""", 400)]
    [InlineData("""[{"labels":{"alertname":"Good"}},{"labels":{"alertname":"Bad"},"endsAt":"soon"}]""", 400)]
    [InlineData("""[{"labels":{"alertname":"Bad"},"endsAt":1764316800}]""", 400)]
    [InlineData("""[{"labels":{"alertname":"Bad"},"startsAt":"28.11.2026"}]""", 400)]
    [InlineData("""[{"labels":{"alertname":"NoTimes"},"startsAt":"0001-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00.000Z"}]""", 200)]
    [InlineData("""[{"labels":{"alertname":"Nanoseconds"},"startsAt":"2026-11-28T08:00:00.123456789Z","endsAt":null}]""", 200)]
    [InlineData("[]", 200)]
    [InlineData("""[{"labels":{"alertname":"Watchdog","severity":"none"}}]""", 200)]
    public async Task What_is_no_list_of_alerts_is_told(string body, int status)
    {
        Reply reply = await PostAsync(body);

        Assert.Equal(status, (int)reply.Status);
        if (status != 200)
        {
            Assert.Equal(status, reply.Json.GetProperty("code").GetInt32());
            Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        }
    }

    [Fact]
    public async Task It_says_what_it_is_and_that_it_is_ready()
    {
        using HttpClient anybody = server.Server.Client();

        Assert.Equal("OK", await anybody.GetStringAsync("/-/ready"));
        Assert.Equal("OK", await anybody.GetStringAsync("/-/healthy"));
        Assert.StartsWith("callgoose ", (await server.Http.ReadAsync("/api/v2/status")).GetProperty("versionInfo").GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync(Path + "?filter=nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.GetAsync(Path + "?filter=" + Uri.EscapeDataString("a=~\"(\""))).StatusCode);
    }

    private static Task<Tool> StartAsync(TemporaryFolder folder) => Tool.StartAsync(
        "Server is ready", "prometheus", "--config.file", System.IO.Path.Combine(folder.Path, "prometheus.yml"), "--storage.tsdb.path", System.IO.Path.Combine(folder.Path, "tsdb"),
        "--web.listen-address", "127.0.0.1:PORT", "--rules.alert.resend-delay", "1s");

    private static string Time(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private Task<Reply> PostAsync(string body) => server.Http.PostAsync(body, path: Path);

    private async Task<JsonElement> FindAsync(string text) => (await server.Http.ReadAsync("/v1/incidents?search=" + text)).GetProperty("incidents")[0];

    private async Task<string> AmtoolAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string file = System.IO.Path.Combine(folder.Path, "http.yml");
        await File.WriteAllTextAsync(file, $"authorization: {{ credentials: {server.Token} }}\n");
        CommandResult result = await CommandResult.RunAsync("amtool", [.. arguments, "--alertmanager.url", server.Server.Address.ToString(), "--http.config.file", file]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return result.Output;
    }

    private async Task<JsonElement> WaitForAsync(string text, Func<JsonElement, bool> isWanted)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            foreach (JsonElement incident in (await server.Http.ReadAsync("/v1/incidents?search=" + text)).GetProperty("incidents").EnumerateArray())
            {
                if (isWanted(incident))
                {
                    return incident;
                }
            }
        }

        throw new TimeoutException($"there is no such incident about {text}: {server.Server.Errors}");
    }
}
