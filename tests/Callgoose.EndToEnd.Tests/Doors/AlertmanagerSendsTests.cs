using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>A real Alertmanager pages PagerDuty and Opsgenie; only the host of their addresses is changed.</summary>
public class AlertmanagerSendsTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("pagerduty_configs: [{ url: 'URLv2/enqueue', routing_key: 'TOKEN' }]", "PagerDuty")]
    [InlineData("opsgenie_configs: [{ api_url: 'URL', api_key: 'TOKEN', message: '{{ .GroupLabels.alertname }} fires' }]", "Opsgenie")]
    public async Task Its_alert_opens_an_incident_and_its_end_resolves_it(string receiver, string integration)
    {
        string token = await server.CreateTokenAsync("--routing-key");
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "alertmanager.yml");
        await File.WriteAllTextAsync(file, $"""
            route:
              receiver: out
              group_wait: 0s
              group_interval: 1s
              group_by: [alertname]
            receivers:
            - name: out
              {receiver.Replace("URL", server.Server.Address.ToString(), StringComparison.Ordinal).Replace("TOKEN", token, StringComparison.Ordinal)}
            """);
        using Tool alertmanager = await Tool.StartAsync(
            "Listening", "prometheus-alertmanager", "--config.file", file, "--storage.path", folder.Path, "--web.listen-address", "127.0.0.1:PORT", "--cluster.listen-address", "");

        using var http = new HttpClient { BaseAddress = alertmanager.Address };
        string name = "Disk" + integration;
        string Alert(string end) => $$$"""[{"labels":{"alertname":"{{{name}}}","severity":"critical"},"annotations":{"summary":"S"},"startsAt":"{{{Time(-60)}}}"{{{end}}}}]""";
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.PostAsync(Alert(""), path: "/api/v2/alerts")).Status);
        JsonElement opened = await WaitForAsync(name, "triggered");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.PostAsync(Alert($",\"endsAt\":\"{Time(-1)}\""), path: "/api/v2/alerts")).Status);
        JsonElement ended = await WaitForAsync(name, "resolved");

        Assert.Equal(integration, opened.GetProperty("integration").GetString());
        Assert.Equal(opened.GetProperty("id").GetString(), ended.GetProperty("id").GetString());
    }

    private static string Time(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonElement> WaitForAsync(string text, string state)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            foreach (JsonElement incident in (await server.Http.ReadAsync("/v1/incidents?search=" + text)).GetProperty("incidents").EnumerateArray())
            {
                if (incident.GetProperty("state").GetString() == state)
                {
                    return incident;
                }
            }
        }

        throw new TimeoutException($"no incident about {text} is {state}: {server.Server.Errors}");
    }
}
