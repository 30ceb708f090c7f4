using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Configuration;

/// <summary>SIGHUP applies a changed file while the server runs, or leaves everything as it was.</summary>
public sealed class ReloadTests(PublishedExecutable executable) : IDisposable
{
    private const string Enabled = """ "data": "data", "services": [ { "name": "api" } ] """;
    private const string Disabled = """ "data": "data", "services": [ { "name": "api", "enabled": false } ] """;

    private readonly ConfiguredFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_file_is_in_force_at_once()
    {
        folder.Write(Enabled);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("1"))).Status);

        folder.Write(Disabled);
        string log = await server.SignalAsync("HUP", "reloaded");

        Assert.Contains("Configuration reloaded from callgoose.json; services: api", log, StringComparison.Ordinal);
        Assert.DoesNotContain("restart", log, StringComparison.Ordinal);
        Assert.Equal("service_disabled", (await http.SendAsync(Payloads.Started("2"))).Answer.Text("reason"));

        folder.Write(""" "data": "data", "services": [ { "name": "shop" }, { "name": "api" } ] """);
        await server.SignalAsync("HUP", "services: shop, api");
        Assert.Contains("callgoose_configuration_refused 0\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(2, (await http.SendAsync(Payloads.Started("2"))).Answer.GetProperty("incidents").GetArrayLength());
        TestServer.AssertNoStumble(server.Errors);
    }

    [Fact]
    public async Task A_bad_file_is_refused_with_its_mistakes_in_the_log_and_the_one_before_stays_in_force()
    {
        folder.Write(Enabled);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        folder.Write(""" "data": "data", "services": [ { "name": "api", "enabled": false, "maintenance": [ { "from": "now", "until": "later" } ] } ] """);
        string log = await server.SignalAsync("HUP", "later");

        Assert.Contains("Configuration not reloaded, the one before stays in force; errors: 2", log, StringComparison.Ordinal);
        Assert.Contains("callgoose.json:1:126: error CG4008: \"now\" is not a time; ", log, StringComparison.Ordinal);
        Assert.Contains("callgoose.json:1:142: error CG4008: \"later\" is not a time; ", log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("1"))).Status);

        string ready = await http.GetStringAsync("/readyz");
        Assert.Contains("\"configuration\":{\"state\":\"refused\",\"refusedAt\":", ready, StringComparison.Ordinal);
        Assert.Contains("callgoose.json:1:126: error CG4008", ready, StringComparison.Ordinal);
        Assert.Contains("callgoose_configuration_refused 1\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        using HttpClient stranger = server.Client();
        Assert.DoesNotContain("CG4008", await stranger.GetStringAsync("/readyz"), StringComparison.Ordinal);

        File.Delete(folder.File);
        Assert.Contains("callgoose.json: error CG4012: There is no such file.", await server.SignalAsync("HUP", "CG4012"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("2"))).Status);
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task What_needs_a_restart_is_named_and_the_rest_is_in_force()
    {
        folder.Write(Enabled);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());

        folder.Write(""" "data": "other", "urls": "http://127.0.0.1:1", "services": [ { "name": "api", "enabled": false } ] """);
        string log = await server.SignalAsync("HUP", "restart");

        Assert.Contains("Changed settings that are in force only after a restart: data, urls\n", log, StringComparison.Ordinal);
        Assert.Equal("service_disabled", (await http.SendAsync(Payloads.Started("1"))).Answer.Text("reason"));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "other")));
    }

    [Fact]
    public async Task The_duplicate_window_changes_with_the_file()
    {
        const string withoutKey = """{"status":"Started","title":"no key"}""";
        folder.Write(""" "data": "data", "duplicateWindow": "1h" """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(withoutKey)).Status);
        Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(withoutKey)).Status);

        folder.Write(""" "data": "data", "duplicateWindow": "1s" """);
        await server.SignalAsync("HUP", "reloaded");

        // With the old window of an hour this would go on for an hour.
        for (var waited = Stopwatch.StartNew(); (await http.SendAsync(withoutKey)).Status != HttpStatusCode.Created; await Task.Delay(100))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "the old window is still in force");
        }
    }

    [Fact]
    public async Task Without_a_file_one_that_came_since_is_read()
    {
        await using RunningServer server = await folder.ServeAsync("--data", "data", "--urls", "http://127.0.0.1:0");
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Contains("reloaded from no file; services: default", await server.SignalAsync("HUP", "reloaded"), StringComparison.Ordinal);

        folder.Write(Disabled);
        await server.SignalAsync("HUP", "services: api");

        Assert.Equal("service_disabled", (await http.SendAsync(Payloads.Started("1"))).Answer.Text("reason"));
        Assert.DoesNotContain("restart", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_is_dropped_while_files_good_and_bad_are_reloaded()
    {
        folder.Write(Enabled);
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using var stop = new CancellationTokenSource();
        Task<int>[] senders = [.. Enumerable.Range(0, 4).Select(number => SendUntilAsync(server, token, number, stop.Token))];

        for (int round = 0; round < 10; round++)
        {
            folder.Write(Disabled);
            await server.SignalAsync("HUP", "reloaded");
            folder.Write("broken");
            await server.SignalAsync("HUP", "CG4001");
            folder.Write(Enabled);
            await server.SignalAsync("HUP", "reloaded");
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(senders), static sent => Assert.NotEqual(0, sent));
        TestServer.AssertNoTrace(server.Errors);
    }

    /// <summary>Every answer is one of the two that the files allow.</summary>
    private static async Task<int> SendUntilAsync(RunningServer server, string token, int sender, CancellationToken stop)
    {
        using HttpClient http = server.Client(token);
        int sent = 0;
        for (; !stop.IsCancellationRequested; sent++)
        {
            (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started($"{sender}-{sent}"));
            Assert.True(
                status == HttpStatusCode.Created || (status == HttpStatusCode.Accepted && answer.Text("reason") == "service_disabled"),
                $"{(int)status}: {answer}");
        }

        return sent;
    }
}
