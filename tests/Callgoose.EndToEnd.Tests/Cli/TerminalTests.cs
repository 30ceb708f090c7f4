using System.Diagnostics;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>The output on a terminal, and the output for a program.</summary>
public class TerminalTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Serve_tells_a_person_where_to_look_and_how_to_stop()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(OnTerminal($"serve --data {folder.Data} --urls http://127.0.0.1:0"));
        await server.WaitForFirstTokenAsync();
        string url = server.Address.ToString().TrimEnd('/');

        Assert.Contains($"  webhooks      POST {url}/v1/process?from=NAME", server.Output, StringComparison.Ordinal);
        Assert.Matches("  integrations  Alertmanager, .* and [0-9]+ more", server.Output);
        Assert.Contains("  services      default", server.Output, StringComparison.Ordinal);
        Assert.Contains($"  metrics       {url}/metrics", server.Output, StringComparison.Ordinal);
        Assert.Contains("  stop          Ctrl+C", server.Output, StringComparison.Ordinal);
        string onTerminal = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/task/{server.ProcessId}/children");
        await CommandResult.RunAsync("kill", "-TERM", onTerminal.Trim());
        await server.WaitForEndAsync();
        Assert.Contains("info: callgoose[1] Stopped", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_none_of_that()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        await server.WaitForFirstTokenAsync();

        Assert.DoesNotContain("Ctrl+C", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--log-format json", null, true)]
    [InlineData("", "8:12345", true)]
    [InlineData("--log-format text", "8:12345", false)]
    [InlineData("", null, false)]
    public async Task Events_are_logged_as_text_or_as_json_with_a_number(string options, string? journal, bool isJson)
    {
        using var folder = new TemporaryFolder();
        ProcessStartInfo start = Start.Of([executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        start.Environment["JOURNAL_STREAM"] = journal;
        await using RunningServer server = await RunningServer.StartAsync(start);
        Assert.Equal(0, await server.SignalAsync("TERM"));

        string line = Assert.Single(server.Errors.TrimEnd('\n').Split('\n'));
        if (isJson)
        {
            JsonElement logged = JsonDocument.Parse(line).RootElement;
            Assert.Equal(1, logged.GetProperty("EventId").GetInt32());
            Assert.Equal("Information", logged.GetProperty("LogLevel").GetString());
            Assert.Equal("Stopped: everything accepted is on disk", logged.GetProperty("Message").GetString());
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", logged.GetProperty("Timestamp").GetString());
        }
        else
        {
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: callgoose\[1\] Stopped: everything accepted is on disk$", line);
        }
    }

    [Theory]
    [InlineData("version")]
    [InlineData("integrations")]
    [InlineData("--help")]
    [InlineData("incidnets")]
    public async Task A_command_leaves_the_modes_of_the_terminal_alone(string arguments)
    {
        CommandResult result = await CommandResult.RunAsync(OnTerminal(arguments));

        Assert.DoesNotContain("\e[?", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e=", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_fits_a_terminal_of_80_columns()
    {
        CommandResult result = await OnTerminalOf80Async("integrations");

        Assert.All(result.Output.Split("\r\n"), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Every_table_with_the_longest_texts_fits_80_columns_and_loses_nothing()
    {
        using var folder = new ConfiguredFolder(executable);
        string service = "service-" + new string('s', 92);
        string destination = new('d', 50);
        folder.Write($$"""
            "data": "data",
            "services": [ { "name": "{{service}}", "team": "core" } ],
            "destinations": { "{{destination}}": { "kind": "Webhook", "url": "file:{{folder.Path}}/url" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "url"), "http://127.0.0.1:1/");
        await using RunningServer server = await folder.ServeAsync();
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient http = server.Client(token);
        string reason = string.Join(' ', Enumerable.Range(0, 90).Select(static i => $"r{i}"));
        (_, JsonElement begun) = await http.SendAsync($$"""{"service":"{{service}}","for":"1h","tags":[["{{new string('x', 150)}}"]],"reason":"{{reason}}"}""", path: "/v1/maintenances");
        await http.PostAsync(Payloads.Started("INC-80"));
        string key = (await folder.CreateTokenAsync("--routing-key", "--scope", "process")).Trim();
        await http.PostAsync($$"""{"routing_key":"{{key}}","payload":{"summary":"{{new string('c', 300)}}","source":"ci"} }""", path: "/v2/change/enqueue");

        foreach ((string command, string[] wanted) in ((string, string[])[])[
            ("tokens list", ["process,read,admin", "first start"]),
            ("maintenance list", [begun.Text("id")!, service, "r0 r1", "r88", "REASON"]),
            ("destinations list", [destination, "Webhook"]),
            ("deliveries list", [destination, "triggered"]),
            ("changes", [new string('c', 300), "ci"]),
            ("incidents list", ["T"])])
        {
            CommandResult result = await OnTerminalOf80Async($"{command} --data {folder.Path}/data --config {folder.Path}/callgoose.json");

            Assert.All(result.Output.Split("\r\n"), line => Assert.True(line.Length <= 80, $"{command}: {line}"));
            string joined = result.Output.Replace("\r\n", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal);
            Assert.All(wanted, text => Assert.Contains(text.Replace(" ", string.Empty, StringComparison.Ordinal), joined, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_long_command_shows_its_step_and_its_seconds_on_a_terminal_and_takes_them_away()
    {
        using var folder = new TemporaryFolder();
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        CommandResult integrity = await CommandResult.RunAsync(OnTerminal($"integrity --data {folder.Data}"));
        CommandResult backup = await CommandResult.RunAsync(OnTerminal($"backup {folder.Path}/backup.tar --data {folder.Data}"));

        Assert.Contains("\r\e[Kchecking incidents.db: pages, tables and indexes (0 s)", integrity.Output, StringComparison.Ordinal);
        Assert.EndsWith("\r\e[Kok\r\n", integrity.Output, StringComparison.Ordinal);
        Assert.Contains("\r\e[Kcopying incidents.db, 0 MB (0 s)", backup.Output, StringComparison.Ordinal);
        Assert.Equal(0, backup.ExitCode);
    }

    /// <summary>A command whose outputs are a terminal. Its output has the terminal's line ends.</summary>
    private ProcessStartInfo OnTerminal(string arguments)
    {
        ProcessStartInfo start = Start.Of("script", "-qefc", $"exec {executable.Path} {arguments}", "/dev/null");
        start.Environment["TERM"] = "xterm";
        return start;
    }

    private Task<CommandResult> OnTerminalOf80Async(string arguments)
    {
        ProcessStartInfo start = Start.Of("script", "-qefc", $"stty cols 80; exec {executable.Path} {arguments}", "/dev/null");
        start.Environment["TERM"] = "xterm";
        return CommandResult.RunAsync(start);
    }
}
