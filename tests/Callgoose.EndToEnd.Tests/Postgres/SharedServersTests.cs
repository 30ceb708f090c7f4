using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>Two servers on one PostgreSQL, and one that loses it (tests/README.md R28).</summary>
public sealed class SharedServersTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Two_servers_are_as_one()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer one = await ServeAsync(url);
        string admin = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(admin);
        using HttpClient there = other.Client(admin);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
        Assert.Null(other.FirstToken);

        JsonElement opened = await here.OpenAsync(Payloads.GuideTrigger);
        string id = opened.Text("id")!;
        Assert.Equal(HttpStatusCode.OK, (await there.SendAsync(Payloads.GuideTrigger)).Status);
        JsonElement seen = await there.ReadAsync($"/v1/incidents/{id}");
        Assert.Equal(2, seen.GetProperty("occurrences").GetInt32());
        using (HttpResponseMessage acknowledged = await there.PostAsync($"/v1/incidents/{id}/acknowledge", null))
        {
            Assert.Equal(HttpStatusCode.OK, acknowledged.StatusCode);
        }

        Assert.Equal("acknowledged", (await here.ReadAsync($"/v1/incidents/{id}")).Text("state"));
        using (var follow = new StreamReader(await there.GetStreamAsync("/v1/events")))
        {
            Assert.Equal(HttpStatusCode.OK, (await here.SendAsync(Payloads.GuideResolve)).Status);
            string? line;
            do
            {
                line = await follow.ReadLineAsync();
            }
            while (line?.Contains("\"resolved\"", StringComparison.Ordinal) == false);
            Assert.Contains(id, line!, StringComparison.Ordinal);
        }

        CommandResult made = await CommandResult.RunAsync(Command(url, "tokens", "create", "--name", "tool", "--debug"));
        string tool = made.Output.Trim();
        Assert.True(made.ExitCode == 0, made.Errors);
        using HttpClient sender = other.Client(tool);
        string another = Payloads.GuideTrigger.Replace("INC-98765", "INC-1", StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await sender.SendAsync(another)).Status == HttpStatusCode.Created);
        await Eventually.HoldsAsync(async () => (await here.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() > 0);

        JsonElement tokens = await here.ReadAsync("/v1/tokens");
        string toolId = tokens.GetProperty("tokens").EnumerateArray().Single(static token => token.Text("name") == "tool").Text("id")!;
        using (HttpResponseMessage revoked = await here.DeleteAsync($"/v1/tokens/{toolId}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        }

        await Eventually.HoldsAsync(async () => (await sender.SendAsync(Payloads.GuideTrigger)).Status == HttpStatusCode.Unauthorized);
        Assert.Equal(0, await one.SignalAsync("TERM"));
        Assert.Equal(0, await other.SignalAsync("TERM"));
        foreach (string text in (string[])[one.Output, one.Errors, other.Output, other.Errors])
        {
            TestServer.AssertNoStumble(text);
            Assert.DoesNotContain(PostgresServer.Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(PostgresServer.Password), text, StringComparison.Ordinal);
        }
    }

    /// <summary>A frozen server holds the rows of its transaction for two seconds; then the others continue, and it does when it wakes.</summary>
    [Fact]
    public async Task A_server_that_is_stopped_under_load_holds_the_other_up_for_seconds_only()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using RunningServer one = await ServeAsync(url);
        string token = await one.WaitForFirstTokenAsync();
        await using RunningServer other = await ServeAsync(url);
        using HttpClient here = one.Client(token);
        using HttpClient there = other.Client(token);
        await Eventually.HoldsAsync(async () => (await there.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
        using var done = new CancellationTokenSource();
        Task[] sending = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using HttpResponseMessage answer = await PostAsync(here);
                Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            }
        }))];

        for (int i = 0; i < 3; i++)
        {
            await KillAsync(one, "STOP");
            using (HttpResponseMessage answer = await PostAsync(there))
            {
                Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            }

            await KillAsync(one, "CONT");
            await Eventually.HoldsAsync(async () => (await PostAsync(here)).IsSuccessStatusCode);
        }

        await done.CancelAsync();
        await Task.WhenAll(sending);
        Assert.Single(await there.IncidentsAsync());
    }

    [Fact]
    public async Task A_server_that_loses_its_database_refuses_and_goes_on_when_it_is_back()
    {
        using var postgres = new PostgresServer(isDurable: true);
        string url = postgres.NewDatabase();
        await using RunningServer server = await ServeAsync(url);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        JsonElement opened = await http.OpenAsync(Payloads.GuideTrigger);
        postgres.StopImmediately();

        HttpResponseMessage refused = await PostAsync(http);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await Eventually.HoldsAsync(async () =>
        {
            using HttpResponseMessage ready = await http.GetAsync("/readyz");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await ready.Content.ReadAsStringAsync()).Contains("PostgreSQL", StringComparison.Ordinal);
        });

        postgres.Start();
        await Eventually.HoldsAsync(async () => (await http.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () => (await PostAsync(http)).StatusCode == HttpStatusCode.OK);
        Assert.Equal("triggered", (await http.ReadAsync($"/v1/incidents/{opened.Text("id")}")).Text("state"));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Fact]
    public async Task What_does_not_work_on_it_yet_is_refused_in_a_sentence()
    {
        string url = PostgresServer.Shared.NewDatabase();
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "store": "{{url}}", "relay": { "to": "http://127.0.0.1:9/", "token": "env:RELAY_TOKEN" }
            """);
        CommandResult served = await folder.RunAsync("serve");
        Assert.Equal(2, served.ExitCode);
        Assert.Contains("With \"store\" nothing is relayed", served.Errors, StringComparison.Ordinal);

        folder.Write($"\"store\": \"{url}\"");
        CommandResult listed = await folder.RunAsync("relay", "status");
        Assert.Equal(2, listed.ExitCode);
        Assert.Contains("The configuration names a store in PostgreSQL", listed.Errors, StringComparison.Ordinal);
        CommandResult tokens = await folder.RunAsync("tokens", "list");
        Assert.Equal(1, tokens.ExitCode);
        Assert.Contains("the first start of a server makes it", tokens.Errors, StringComparison.Ordinal);

        folder.Write("\"store\": \"postgres://nobody:secret-word@\"");
        CommandResult wrong = await folder.RunAsync("serve");
        Assert.Equal(2, wrong.ExitCode);
        Assert.DoesNotContain("secret-word", wrong.Errors, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http)
    {
        using var content = new StringContent(Payloads.GuideTrigger, System.Text.Encoding.UTF8, "application/json");
        return await http.PostAsync(ProcessApi.Path, content);
    }

    private static async Task KillAsync(RunningServer server, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private ProcessStartInfo Command(string url, params string[] arguments)
    {
        ProcessStartInfo start = Start.Of([executable.Path, .. arguments]);
        start.Environment["CALLGOOSE_STORE"] = url;
        return start;
    }

    private Task<RunningServer> ServeAsync(string url) => RunningServer.StartAsync(Command(url, "serve", "--urls", "http://127.0.0.1:0"));
}
