using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>Events show the incident as it was when they happened, however late they are delivered (Delivery/README.md).</summary>
public class SnapshotTests(PublishedExecutable executable)
{
    private const string Tool = """
        {
          "name": "Tool",
          "extended": true,
          "payload": { "id": "string", "state": "string", "text": "string", "why": "string", "severity": "string" },
          "filters": [{
            "name": "alarm",
            "urgency": { "key": "severity", "map": { "info": "low" }, "else": "high" },
            "trigger": { "when": { "key": "state", "equals": ["on"] }, "incident_mapped_with": "id", "title": "text", "description": "why" },
            "resolve": { "when": { "key": "state", "equals": ["off"] }, "incident_mapped_with": "id" }
          }],
          "samples": {
            "trigger": [{ "id": "1", "state": "on", "text": "a", "why": "b", "severity": "info" }],
            "resolve": [{ "id": "1", "state": "off" }]
          }
        }
        """;

    /// <summary>While nothing can be delivered, the title and the urgency change, a person acts and the server is killed.</summary>
    [Fact]
    public async Task What_was_delivered_late_tells_each_event_as_it_was()
    {
        await using var receiver = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        string secret = Path.Combine(folder.Path, "secret");
        File.WriteAllText(Path.Combine(folder.Path, "Tool.integration.json"), Tool);
        folder.Write($$"""
            "schemas": ["Tool.integration.json"],
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}", "authorization": "file:{{secret}}" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using (RunningServer first = await folder.ServeAsync())
        {
            using HttpClient http = first.Client(await folder.CreateTokenAsync("--scope", "process,read,admin"));
            string id = (await PostAsync(http, "info", "on", "Disk at 85 %", "It grows.")).GetProperty("incidents")[0].GetString()!;
            await PostAsync(http, "info", "on", "Disk at 86 %", "It grows on.");
            using HttpResponseMessage taken = await http.PostAsync($"/v1/incidents/{id}/acknowledge", null);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            await PostAsync(http, "crit", "on", "Disk is full", "It has stopped.");
            await first.KillAsync();
        }

        await using RunningServer second = await folder.ServeAsync();
        File.WriteAllText(secret, "Bearer now\n");
        await second.SignalAsync("HUP", "Configuration reloaded");
        await receiver.WaitAsync(static messages => messages.Count == 4);

        Assert.Equal(
            [
                "triggered triggered low Disk at 85 % / It grows.",
                "acknowledged acknowledged low Disk at 86 % / It grows on.",
                "updated triggered high Disk is full / It has stopped.",
                "triggered triggered high Disk is full / It has stopped.",
            ],
            receiver.Messages.Select(static message =>
            {
                JsonElement incident = JsonDocument.Parse(message.Body).RootElement.GetProperty("data").GetProperty("incident");
                return $"{message.Event} {incident.GetProperty("state")} {incident.GetProperty("urgency")} {incident.GetProperty("title")} / {incident.GetProperty("description")}"
                    .Replace("Tool - ", string.Empty, StringComparison.Ordinal);
            }));
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string severity, string state, string text, string why)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { id = "disk", state, text, why, severity }));
        body.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await http.PostAsync("/v1/process?from=Tool", body);
        Assert.True(response.IsSuccessStatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
