using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>The status of a destination is shown everywhere, and only to tokens that may see it (Delivery/README.md).</summary>
public class StateTests(PublishedExecutable executable)
{
    /// <summary>A receiver's answer may contain details of any incident.</summary>
    [Fact]
    public async Task A_destination_that_refuses_is_failing_and_only_who_sees_every_service_reads_why()
    {
        await using var receiver = new Receiver(static _ => Receiver.Status(400, body: "no channel of that name"));
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "ops": { "kind": "Webhook", "url": "{{receiver.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        string token = await folder.CreateTokenAsync();
        using HttpClient http = server.Client(token);
        await http.SendAsync(Payloads.Started("1"));
        await server.WaitForLogAsync("Gave up a delivery to ops");

        const string Reason = "HTTP 400: no channel of that name";
        await WaitForAsync(http, "/v1/destinations", static text => text.Contains("failing", StringComparison.Ordinal));
        Assert.Contains($"\"reason\":\"{Reason}\"", await http.GetStringAsync("/v1/destinations"), StringComparison.Ordinal);
        Assert.Contains($"{{\"state\":\"failing\",\"reason\":\"{Reason}\"}}", await http.GetStringAsync("/readyz"), StringComparison.Ordinal);
        Assert.Contains("callgoose_delivery_failing{destination=\"ops\"} 1", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        CommandResult listed = await folder.RunAsync("destinations", "list", "--url", server.Address.ToString(), "--token", token);
        Assert.Contains(Reason, listed.Output, StringComparison.Ordinal);

        using var aside = new TemporaryFolder();
        foreach (string[] bound in (string[][])[["--service", "default"], ["--team", "web"]])
        {
            using HttpClient some = server.Client(await folder.CreateTokenAsync(["--scope", "read", .. aside.Knowing(bound), "--data", Path.Combine(folder.Path, "callgoose-data"), .. bound]));
            Assert.Contains("\"state\":\"failing\",\"reason\":null", await some.GetStringAsync("/v1/destinations"), StringComparison.Ordinal);
            Assert.Contains("{\"state\":\"failing\",\"reason\":null}", await some.GetStringAsync("/readyz"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_may_not_read_is_told_no_destinations()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write(""" "destinations": { "ops": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } } """);
        await using RunningServer server = await folder.ServeAsync();
        foreach (string? token in (string?[])[null, await folder.CreateTokenAsync("--scope", "process"), "cg_not_a_token"])
        {
            using HttpClient http = server.Client(token);
            using HttpResponseMessage ready = await http.GetAsync("/readyz");
            Assert.Equal("{\"ready\":true}", await ready.Content.ReadAsStringAsync());
            Assert.Equal(200, (int)ready.StatusCode);
        }
    }

    /// <summary>A secret that exists but is not a URL counts as missing: the server looks for it again.</summary>
    [Fact]
    public async Task A_file_that_holds_no_url_makes_its_destination_broken_and_is_never_shown()
    {
        await using var receiver = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        string secret = Path.Combine(folder.Path, "secret");
        File.WriteAllText(secret, "hunter2-hunter2");
        folder.Write($$"""
            "destinations": { "ops": { "kind": "Slack", "url": "file:{{secret}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());
        await http.SendAsync(Payloads.Started("1"));

        JsonElement ops = JsonDocument.Parse(await http.GetStringAsync("/v1/destinations")).RootElement.GetProperty("destinations")[0];
        Assert.Equal("broken", ops.GetProperty("state").GetString());
        Assert.Equal(
            $"its setting \"url\", which the file {secret} gives, is not an http or https address; write one such as https://example.com/hook", ops.GetProperty("reason").GetString());
        CommandResult offline = await folder.RunAsync("destinations", "list");
        Assert.DoesNotContain("hunter2", server.Errors + offline.Output, StringComparison.Ordinal);

        File.WriteAllText(secret, receiver.Url.ToString());
        await server.SignalAsync("HUP", "Configuration reloaded");
        await receiver.WaitAsync(static messages => messages.Count == 1);
    }

    /// <summary>For the folder of a stopped server, the command shows the same as the server would.</summary>
    [Fact]
    public async Task Without_a_server_the_removed_destinations_are_listed_with_what_waits_for_them()
    {
        using var folder = new ConfiguredFolder(executable);
        const string Both = """
            "destinations": { "old": { "kind": "Webhook", "url": "http://127.0.0.1:1/" }, "new": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } }
            """;
        folder.Write(Both);
        await using (RunningServer server = await folder.ServeAsync())
        {
            using HttpClient http = server.Client(await folder.CreateTokenAsync());
            await http.SendAsync(Payloads.Started("1"));
            await http.SendAsync(Payloads.Started("2"));
            await WaitForAsync(http, "/v1/deliveries?state=waiting", static text => text.Split("\"destination\":\"old\"").Length == 3);
        }

        folder.Write(""" "destinations": { "new": { "kind": "Webhook", "url": "http://127.0.0.1:1/" } } """);
        CommandResult listed = await folder.RunAsync("destinations", "list", "--json");
        CommandResult elsewhere = await folder.RunAsync("destinations", "list", "--data", Path.Combine(folder.Path, "callgoose-data"));

        JsonElement[] all = [.. JsonDocument.Parse(listed.Output).RootElement.GetProperty("destinations").EnumerateArray()];
        Assert.Equal(["new configured 2", "old removed 2"], all.Select(static one => $"{one.GetProperty("name")} {one.GetProperty("state")} {one.GetProperty("waiting")}"));
        Assert.Contains("'callgoose deliveries skip --destination old'", all[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("old", elsewhere.Output, StringComparison.Ordinal);
    }

    private static Task WaitForAsync(HttpClient http, string path, Func<string, bool> isThere) =>
        Eventually.HoldsAsync(async () => isThere(await http.GetStringAsync(path)));
}
