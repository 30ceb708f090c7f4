using System.Text.Json;

namespace Callgoose.Page.Tests.Support;

/// <summary>A server whose services, destinations, maintenances, tokens and fifty incidents have the longest possible texts.</summary>
public sealed class LongestTexts(PublishedExecutable executable) : IAsyncLifetime
{
    private static readonly string Service = "service-" + new string('s', 92);
    private static readonly string Name = string.Concat(Enumerable.Repeat("<b>& ", 4)) + new string('n', 80);
    private static readonly string Title = new('w', 300);

    private readonly ConfiguredFolder folder = new(executable);

    /// <summary>The server.</summary>
    public RunningServer Server { get; private set; } = null!;

    /// <summary>A token with all rights in the environment without a name.</summary>
    public string Token { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // No program listens at the port of the destinations: each delivery fails.
        folder.Write($$"""
            "data": "data",
            "services": [
              { "name": "{{Service}}", "team": "{{new string('t', 100)}}", "maintenance": [ { "from": "2999-01-01T00:00:00Z", "until": "2999-01-02T00:00:00Z", "tags": [["{{new string('g', 100)}}", "eu"], ["db-2"]] } ] },
              { "name": "off", "enabled": false }
            ],
            "destinations": { "{{new string('d', 50)}}": { "kind": "Webhook", "url": "file:{{folder.Path}}/url" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "url"), "http://127.0.0.1:1/" + new string('u', 200));
        File.SetUnixFileMode(Path.Combine(folder.Path, "url"), UnixFileMode.UserRead);
        Server = await folder.ServeAsync();
        Token = await Server.WaitForFirstTokenAsync();
        await folder.CreateTokenAsync("--scope", "process,read,admin", "--debug", "--service", Service, "--environment", new string('e', 60));
        CommandResult named = await folder.RunAsync("tokens", "create", "--name", Name, "--debug");
        Assert.True(named.ExitCode == 0, named.Errors);
        using HttpClient http = Server.Client(named.Output.Trim());
        for (int i = 0; i < 50; i++)
        {
            await http.PostAsync($$"""{"status":"Started","id":"{{i}} {{new string('k', 255)}}","title":"{{Title}} {{i}}","description":"{{Title}}{{Title}}"}""");
        }

        await http.PostAsync($$"""{"status":"Resolved","id":"{{new string('k', 250)}}"}""");
        await http.PostAsync("{\n\"status\": tru", path: "/v1/process?from=" + new string('f', 100));
        using HttpClient admin = Server.Client(Token);
        await admin.SendAsync(JsonSerializer.Serialize(new Dictionary<string, object> { ["service"] = Service, ["for"] = "1h", ["tags"] = new[] { new[] { "x" + new string('y', 150) } }, ["reason"] = new string('r', 500) }), path: "/v1/maintenances");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
