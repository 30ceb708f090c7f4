using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>Why an event goes where it goes, before and after it happens (Delivery/README.md).</summary>
public class RouteCommandTests(PublishedExecutable executable)
{
    private const string Routes = """
        "destinations": { "shop": { "kind": "Webhook", "url": "http://127.0.0.1:1/" }, "rest": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } },
        "services": [{ "name": "shop", "team": "web", "integrations": ["BetterStack"] }],
        """;

    [Fact]
    public async Task Of_a_payload_it_is_told_which_routes_would_take_its_incident()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Routes + """
            "routes": [
              { "name": "low ones", "match": { "urgency": "low" }, "to": "rest" },
              { "name": "web", "match": { "team": "web", "title": "Server Down" }, "to": "shop", "continue": true },
              { "name": "others", "to": ["rest"], "default": true }
            ]
            """);
        File.WriteAllText(Path.Combine(folder.Path, "payload.json"), Payloads.GuideTrigger);
        File.WriteAllText(Path.Combine(folder.Path, "resolve.json"), Payloads.GuideResolve);

        CommandResult told = await folder.RunAsync("explain", "--from", "BetterStack", "--routes", "payload.json");
        CommandResult json = await folder.RunAsync("explain", "--from", "BetterStack", "--routes", "--json", "payload.json");
        CommandResult end = await folder.RunAsync("explain", "--from", "BetterStack", "--routes", "resolve.json");

        Assert.Equal(0, told.ExitCode);
        Assert.EndsWith(
            """

            Routes of "BetterStack - Server Down: api.example.com", service shop, urgency high
              ✗ low ones: urgency is "high", the route wants "low"
              ✓ web: to shop
              ✗ others: the route "web" took the event

            """,
            told.Output, StringComparison.Ordinal);
        JsonElement events = JsonDocument.Parse(json.Output).RootElement.GetProperty("events");
        Assert.True(events[0].GetProperty("routes")[1].GetProperty("fires").GetBoolean());
        Assert.Contains("It would open no incident, so that nobody would be told.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_configuration_is_tried_on_what_has_happened()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Routes + """ "routes": [{ "name": "all", "to": ["rest"] }] """);
        string changed = Path.Combine(folder.Path, "changed.json");
        File.WriteAllText(changed, $$"""{ {{Routes}} "routes": [{ "name": "web", "match": { "service": "shop", "event": "triggered" }, "to": ["shop"] }, { "name": "all", "to": ["rest"] }] }""");
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await folder.CreateTokenAsync());
            await http.SendAsync(Payloads.GuideTrigger);
            await http.SendAsync(Payloads.GuideResolve);

            // It works beside a running server.
            CommandResult tried = await folder.RunAsync("route", "test", "--since", "1d", "--config", changed);
            Assert.Equal(0, tried.ExitCode);
            string[] lines = tried.Output.TrimEnd('\n').Split('\n');
            Assert.Equal("1 of 2 events would go elsewhere", lines[^1]);
            Assert.Equal(["triggered", "rest", "shop", "BetterStack", "-", "Server", "Down:", "api.example.com"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        }

        CommandResult same = await folder.RunAsync("route", "test", "--since", "1d", "--config", folder.File);
        Assert.Equal((3, "0 of 2 events would go elsewhere\n"), (same.ExitCode, same.Output));
    }

    /// <summary>Such a route would never deliver anything, and nobody would see why.</summary>
    [Fact]
    public async Task A_name_that_nothing_has_is_warned_of_at_start_and_by_check()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(Routes + """ "routes": [{ "name": "prod", "match": { "environment": "prodution", "source": "Grafna" }, "to": "rest" }] """);
        await folder.CreateTokenAsync("--environment", "production");

        CommandResult check = await folder.RunAsync("check");
        CommandResult strict = await folder.RunAsync("check", "--strict");
        await using RunningServer server = await folder.ServeAsync();
        await server.WaitForLogAsync("The route \"prod\" wants the environment \"prodution\", which no token has; is \"production\" meant?");

        Assert.Equal((0, 1), (check.ExitCode, strict.ExitCode));
        Assert.Contains("warning CG4026: No integration is called \"Grafna\"", check.Output, StringComparison.Ordinal);
        Assert.Contains("CG4026", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_is_refused_at_reload_and_the_one_before_stays()
    {
        await using var receiver = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        string right = $$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """;
        folder.Write(right);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        folder.Write(right.Replace("Webhook", "Webhok", StringComparison.Ordinal));
        string logged = await server.SignalAsync("HUP", "did you mean \"Webhook\"?");
        await http.SendAsync(Payloads.Started("1"));
        await receiver.WaitAsync(static messages => messages.Count == 1);

        Assert.Contains("CG4020", server.Errors, StringComparison.Ordinal);
        Assert.Contains("callgoose.json", logged, StringComparison.Ordinal);
    }
}
