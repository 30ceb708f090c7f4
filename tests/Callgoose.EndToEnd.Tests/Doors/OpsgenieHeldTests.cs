using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Doors;

/// <summary>The status of an Opsgenie request is correct even if it has opened nothing: held in a maintenance, or disabled with its service.</summary>
public class OpsgenieHeldTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("\"maintenance\": [{ \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2126-01-01T00:00:00Z\" }]", true, "Alert is held: ")]
    [InlineData("\"enabled\": false", false, "No alert: the service is disabled")]
    public async Task A_held_alert_is_told_as_held_and_a_service_that_is_disabled_as_disabled(string setting, bool isSuccess, string status)
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "services": [{ "name": "shop", "team": "t", {{setting}} }]
            """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient sender = server.Client(await folder.CreateTokenAsync());

        Reply created = await sender.PostAsync("""{"message":"m","alias":"a"}""", path: "/v2/alerts");
        Assert.Equal(HttpStatusCode.Accepted, created.Status);
        JsonElement outcome = (await sender.ReadAsync("/v2/alerts/requests/" + created.Json.GetProperty("requestId").GetString())).GetProperty("data");

        Assert.Equal(isSuccess, outcome.GetProperty("success").GetBoolean());
        Assert.StartsWith(status, outcome.GetProperty("status").GetString(), StringComparison.Ordinal);
    }
}
