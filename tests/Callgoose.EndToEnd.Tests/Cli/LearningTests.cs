using System.Diagnostics;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>
/// <c>callgoose unmatched</c>, <c>replay</c> and <c>suggest</c>: how to learn from logged calls, and the page that explains it step by step.
/// </summary>
public sealed class LearningTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Begins = """{"alert_id":"a-17","state":"FIRING","summary":"Disk is full"}""";

    [Fact]
    public async Task Calls_that_no_filter_took_are_grouped_by_source_and_shape()
    {
        string token = await EnvironmentAsync();
        await SendAsync(token, "Mine", Begins);
        await SendAsync(token, "Mine", Begins.Replace("a-17", "a-18", StringComparison.Ordinal));
        string other = await SendAsync(token, "BetterStack", """{"status":"started"}""");
        await SendAsync(token, "BetterStack", """{"status":"Started","id":"7"}""");
        await LoggedAsync(token, 4);

        CommandResult text = await RunAsync("unmatched", "--url", Url, "--token", token);
        JsonElement json = JsonDocument.Parse((await RunAsync("unmatched", "--json", "--samples", "--url", Url, "--token", token)).Output).RootElement;
        JsonElement here = JsonDocument.Parse((await RunAsync("unmatched", "--json", "--samples", "--data", server.Data)).Output).RootElement;

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("2 calls from Mine, the last at ", text.Output, StringComparison.Ordinal);
        Assert.Contains("  shape    {alert_id, state, summary}\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("differs only in case", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sample", text.Output, StringComparison.Ordinal);
        JsonElement[] groups = [.. json.GetProperty("groups").EnumerateArray()];
        Assert.Equal(["Mine", "BetterStack"], groups.Select(static group => group.Text("from")));
        Assert.Equal((other, """{"status":"started"}"""), (groups[1].Text("example"), groups[1].Text("sample")));
        Assert.Equal((1, 0), (json.GetProperty("loggedTokens").GetInt32(), json.GetProperty("unloggedTokens").GetInt32()));
        Assert.Contains(here.GetProperty("groups").EnumerateArray(), group => group.Text("example") == other);
    }

    [Fact]
    public async Task It_says_that_it_is_blind_while_debugging_is_off()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read", "--environment", "blind");
        await SendAsync(token, "Mine", Begins);

        CommandResult result = await RunAsync("unmatched", "--url", Url, "--token", token);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("No token's debug switch is on: new calls are not logged and cannot be shown.", result.Errors, StringComparison.Ordinal);
        Assert.Equal("a filter took each of the 0 logged calls\n", result.Output);
    }

    [Fact]
    public async Task Replaying_prints_what_differs_and_nothing_else()
    {
        string token = await EnvironmentAsync();
        using var folder = new TemporaryFolder().WithData();
        string call = await SendAsync(token, "Mine", Begins);
        await SendAsync(token, "BetterStack", """{"status":"Started","id":"7","title":"t"}""");
        await LoggedAsync(token, 2);
        string schema = Path.Combine(folder.Path, "Mine.integration.json");
        await File.WriteAllTextAsync(schema, """
            { "name": "Mine", "filters": [ { "name": "f", "urgency": "low", "trigger": { "when": { "key": "state", "contains": ["FIRING"] }, "incident_mapped_with": "alert_id", "title": "summary" } } ],
              "samples": { "trigger": [{ "state": "FIRING", "alert_id": "a", "summary": "s" }] } }
            """);
        string unlike = Path.Combine(folder.Path, "Other.integration.json");
        await File.WriteAllTextAsync(unlike, """
            { "name": "Other", "filters": [ { "name": "f", "urgency": "low", "trigger": { "when": { "key": "nobody", "contains": ["sends"] }, "incident_mapped_with": "id" } } ],
              "samples": { "trigger": [{ "nobody": "sends", "id": "a" }] } }
            """);

        CommandResult text = await RunAsync("replay", "--since", "1h", "--schema", schema, "--url", Url, "--token", token);
        JsonElement json = JsonDocument.Parse((await RunAsync("replay", "--json", "--schema", schema, "--url", Url, "--token", token)).Output).RootElement;
        CommandResult same = await RunAsync("replay", "--schema", unlike, "--url", Url, "--token", token);

        Assert.Equal(0, text.ExitCode);
        Assert.Contains($"call {call}, service default\n  before  nothing\n  after   opens \"a-17\" of urgency low: \"Mine - Disk is full\"", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 calls would be judged differently\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(call, Assert.Single(json.GetProperty("differences").EnumerateArray()).Text("callId"));
        Assert.Equal((3, "0 of 2 calls would be judged differently\n"), (same.ExitCode, same.Output));
        Assert.Equal(2, (await RunAsync("replay", "--url", Url, "--token", token)).ExitCode);
        Assert.Equal(2, (await RunAsync("replay", "--since", "soon", "--schema", schema, "--url", Url, "--token", token)).ExitCode);
    }

    [Fact]
    public async Task Replaying_knows_the_headers_that_the_schema_files_of_then_named()
    {
        using var folder = new TemporaryFolder().WithData();
        string now = await WriteAsync("now", "X-Event");
        string later = await WriteAsync("later", "X-Deploy");
        string token = (await RunAsync("tokens", "create", "--name", "t", "--debug", "--scope", "process,read", "--data", folder.Data)).Output.TrimEnd('\n');
        await using RunningServer own = await RunningServer.StartAsync(
            Start.Of(server.Executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0", "--schema", now));
        using HttpClient http = own.Client(token);
        http.DefaultRequestHeaders.Add("X-Event", "failed");
        http.DefaultRequestHeaders.Add("X-Deploy", "failed");
        Assert.Equal(System.Net.HttpStatusCode.Created, (await http.PostAsync("""{"id":"7"}""", path: "/v1/process?from=Ci")).Status);
        for (int i = 0; i < 500 && (await http.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() < 1; i++)
        {
            await Task.Delay(20);
        }

        CommandResult same = await RunAsync("replay", "--schema", now, "--data", folder.Data);
        CommandResult blind = await RunAsync("replay", "--schema", later, "--data", folder.Data);

        Assert.Equal((3, "0 of 1 calls would be judged differently\n"), (same.ExitCode, same.Output));
        Assert.DoesNotContain("header", same.Errors, StringComparison.Ordinal);
        Assert.Contains("No logged call has the header X-Deploy: the log keeps a header only if a schema file named it when the call came.", blind.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await own.SignalAsync("TERM"));

        async Task<string> WriteAsync(string file, string header)
        {
            string path = Path.Combine(folder.Path, file + ".integration.json");
            await File.WriteAllTextAsync(path, $$"""
                { "name": "Ci", "extended": true,
                  "filters": [ { "name": "f", "urgency": "low", "trigger": { "when": { "key": "@{{header}}", "equals": "failed" }, "incident_mapped_with": "id" } } ],
                  "samples": { "trigger": [{ "@{{header}}": "failed", "id": "a" }] } }
                """);
            return path;
        }
    }

    [Fact]
    public async Task A_proposal_comes_from_files_and_logged_calls_and_passes_its_check()
    {
        string token = await EnvironmentAsync();
        using var folder = new TemporaryFolder().WithData();
        string call = await SendAsync(token, "Mine", Begins);
        await LoggedAsync(token, 1);
        string ends = Path.Combine(folder.Path, "ends.json");
        await File.WriteAllTextAsync(ends, Begins.Replace("FIRING", "RESOLVED", StringComparison.Ordinal));

        CommandResult printed = await RunAsync("suggest", call, ends, "--url", Url, "--token", token);
        JsonElement json = JsonDocument.Parse((await RunAsync("suggest", call, ends, "--json", "--url", Url, "--token", token)).Output).RootElement;
        CommandResult saved = await RunAsync("suggest", ends, "--name", "Mine", "--out", folder.Path);
        CommandResult again = await RunAsync("suggest", ends, "--name", "Mine", "--out", folder.Path);
        CommandResult unknown = await RunAsync("suggest", "nothing-of-the-kind");

        Assert.Equal(0, printed.ExitCode);
        Assert.Equal("Mine", JsonDocument.Parse(printed.Output).RootElement.Text("name"));
        Assert.Contains("sure     status", printed.Errors, StringComparison.Ordinal);
        Assert.Equal("sure", json.GetProperty("findings")[0].Text("certainty"));
        Assert.Equal((0, 2, 2), (saved.ExitCode, again.ExitCode, unknown.ExitCode));
        Assert.Equal(0, (await RunAsync("check", Path.Combine(folder.Path, "Mine.integration.json"))).ExitCode);
        Assert.Equal(0, (await RunAsync("test", Path.Combine(folder.Path, "mine.callgoose-test.json"))).ExitCode);
    }

    [Fact]
    public async Task The_page_from_a_payload_to_a_schema_file_does_what_it_says()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "from-a-payload.md"));
        using var folder = new TemporaryFolder().WithData();
        await using var own = await RunningServer.StartAsync(server.Executable, folder.Data);
        var script = new List<string> { "set -eu", "PATH=" + Path.GetDirectoryName(server.Executable.Path) + ":$PATH" };
        foreach (string block in Blocks(page, "sh"))
        {
            script.Add(block.Replace("http://127.0.0.1:8080", own.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));
            if (block.Contains("END=", StringComparison.Ordinal))
            {
                // The log is written after the calls are answered.
                script.Add("until [ \"$(callgoose logs --json | wc -l)\" -ge 2 ]; do sleep 0.1; done");
            }
        }

        ProcessStartInfo start = Start.Of(["bash", "-c", string.Join('\n', script) + "\n"]);
        start.WorkingDirectory = folder.Path;
        start.Environment["CALLGOOSE_DATA"] = folder.Data;
        CommandResult result = await CommandResult.RunAsync(start);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.All(Blocks(page, "text").SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)), line => Assert.Contains(line, result.Output + result.Errors, StringComparison.Ordinal));
        Assert.Equal(0, await own.SignalAsync("TERM"));
    }

    private string Url => server.Server.Address.ToString();

    private static IEnumerable<string> Blocks(string page, string kind) => page.Split($"```{kind}\n").Skip(1).Select(static block => block.Split("```")[0]);

    /// <summary>A token with the debug switch in an environment of its own, which sees nothing of the other tests.</summary>
    private Task<string> EnvironmentAsync() => server.CreateTokenAsync("--debug", "--scope", "process,read", "--environment", "learning-" + Guid.NewGuid().ToString("N"));

    private async Task<string> SendAsync(string token, string from, string body)
    {
        using HttpClient http = server.Server.Client(token);
        return (await http.PostAsync(body, path: $"/v1/process?from={from}")).Json.Text("id")!;
    }

    /// <summary>Waits until calls are in the log, which is written after they are answered.</summary>
    private async Task LoggedAsync(string token, int count)
    {
        using HttpClient http = server.Server.Client(token);
        for (int i = 0; i < 500 && (await http.ReadAsync("/v1/logs")).GetProperty("calls").GetArrayLength() < count; i++)
        {
            await Task.Delay(20);
        }
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(server.Executable, arguments);
}
