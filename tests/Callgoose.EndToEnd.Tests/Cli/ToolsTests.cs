using System.Diagnostics;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>doctor</c>, <c>man</c>, <c>incidents watch</c> and the filters of <c>logs</c>.</summary>
public sealed class ToolsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Subjects = ["configuration", "data folder", "disk space", "disk sync", "descriptors", "clock"];

    [Fact]
    public async Task Doctor_finds_a_sound_machine_sound()
    {
        CommandResult result = await RunAsync("doctor", "--data", server.Data, "--json");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        JsonElement[] findings = [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray()];
        Assert.Equal(Subjects, findings.Select(static one => one.Text("subject")));
        Assert.DoesNotContain(findings, static one => one.Text("verdict") == "bad");
        Assert.Empty(Directory.GetFiles(server.Data, ".doctor*"));
        Assert.Contains("  disk sync: a synced write takes ", (await RunAsync("doctor", "--data", server.Data)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_names_what_is_wrong_and_what_to_do()
    {
        using var folder = new ConfiguredFolder(server.Executable);
        folder.Write(""" "data": "nowhere", "tls": { "certificate": "cert.pem", "key": "key.pem" }, "urls": ["https://127.0.0.1:0"], "destinations": { "ops": { "kind": "Slack", "url": "env:NOT_SET" }, "chat": { "kind": "Slack", "url": "file:no-such-file" } } """);

        CommandResult result = await folder.RunAsync("doctor");
        folder.Write(""" "dta": "x" """);
        CommandResult wrong = await folder.RunAsync("doctor");

        Assert.Equal((1, 1), (result.ExitCode, wrong.ExitCode));
        Assert.Contains("look  data folder: there is none at", result.Output, StringComparison.Ordinal);
        Assert.Contains("bad   certificate: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("bad   destination chat: ", result.Output, StringComparison.Ordinal);

        // A service runs with its own environment variables, which a shell does not see.
        Assert.Contains("look  destination ops: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("bad   configuration: callgoose.json: callgoose.json:1:", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_a_manual_page_that_groff_reads()
    {
        using var folder = new TemporaryFolder();
        string pages = Path.Combine(folder.Path, "man1");

        CommandResult result = await RunAsync("man", pages);

        Assert.Equal(0, result.ExitCode);
        string[] names = [.. Directory.GetFiles(pages).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Contains("callgoose.1", names);
        Assert.Contains("callgoose-tokens-create.1", names);
        Assert.Contains("callgoose-incidents-watch.1", names);
        foreach (string name in names)
        {
            string text = await File.ReadAllTextAsync(Path.Combine(pages, name));
            Assert.StartsWith(".TH \"", text, StringComparison.Ordinal);
            Assert.Contains("\n.SH SYNOPSIS\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\n'", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Watch_draws_on_a_terminal_and_prints_changes_elsewhere()
    {
        string id = (await server.Http.OpenAsync(Payloads.Started("watched"))).Text("id")!;
        ProcessStartInfo start = Start.Of("script", "-qefc", $"stty cols 80 rows 20; exec {server.Executable.Path} incidents watch --once --data {server.Data}", "/dev/null");
        start.Environment["TERM"] = "xterm";

        CommandResult drawn = await CommandResult.RunAsync(start);
        CommandResult piped = await RunAsync("incidents", "watch", "--once", "--data", server.Data);

        Assert.Contains("\e[H\e[2J", drawn.Output, StringComparison.Ordinal);
        Assert.Contains("watched", drawn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[?", drawn.Output, StringComparison.Ordinal);
        Assert.Contains($"  {id}  triggered  ", piped.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', piped.Output);
    }

    [Fact]
    public async Task Logs_are_filtered_and_asked_of_a_server_too()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--environment", "filters", "--debug");
        using HttpClient http = server.Server.Client(token);
        await http.OpenAsync(Payloads.Started("F-1"));
        await http.PostAsync("""{"status":"Started",}""");
        await http.PostAsync("""{"status":"firing"}""", path: "/v1/process?from=Grafana");
        string[] there = ["--url", server.Server.Address.ToString(), "--token", token];
        using HttpClient stranger = server.Server.Client("cg_nobody");
        await stranger.PostAsync("{}");

        string all = await WaitForLinesAsync(["logs", .. there], 3);

        Assert.Equal(3, Calls(all));
        Assert.Equal(1, Calls((await RunAsync(["logs", "--status", "4xx", .. there])).Output));
        Assert.Equal(1, Calls((await RunAsync(["logs", "--from", "grafana", .. there])).Output));
        Assert.Equal(1, Calls((await RunAsync(["logs", "--search", "opened an incident", .. there])).Output));
        Assert.Equal(3, Calls((await RunAsync(["logs", "--since", "1h", .. there])).Output));
        Assert.Equal(1, Calls((await RunAsync(["logs", "--limit", "1", .. there])).Output));
        CommandResult refused = await RunAsync("logs", "--refused", "--url", server.Server.Address.ToString(), "--token", server.Token);
        Assert.Contains("  401  POST /v1/process", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("logs", "--refused", "--data", server.Data)).ExitCode);
    }

    private static int Calls(string output) => output.Split('\n').Count(static line => line.Contains(", call ", StringComparison.Ordinal));

    private async Task<string> WaitForLinesAsync(string[] command, int count)
    {
        // The log is written a moment after the answers.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            string output = (await RunAsync(command)).Output;
            if (Calls(output) >= count)
            {
                return output;
            }
        }

        throw new TimeoutException("the calls were not logged");
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(server.Executable, arguments);
}
