using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose incidents</c>, on a data folder and on a server.</summary>
public sealed class IncidentsTests(TestServer server) : IClassFixture<TestServer>
{
    private string[] OnServer => ["--url", server.Server.Address.ToString(), "--token", server.Token];

    [Fact]
    public async Task Both_ways_show_the_same()
    {
        string key = Guid.NewGuid().ToString();
        string id = (await server.Http.PostAsync(Payloads.Started(key))).Json.GetProperty("incidents")[0].GetString()!;

        CommandResult folder = await RunAsync("incidents", "show", id, "--json", "--data", server.Data);
        CommandResult remote = await RunAsync(["incidents", "show", id, "--json", .. OnServer]);

        Assert.Equal((0, 0), (folder.ExitCode, remote.ExitCode));
        Assert.Equal(folder.Output, remote.Output);
        foreach (string[] list in (string[][])[["--search", key, "--limit", "1"], ["--search", key, "--json"], ["--search", key, "--state", "active"]])
        {
            CommandResult here = await RunAsync(["incidents", "list", .. list, "--data", server.Data]);
            Assert.Equal((0, here.Output), (here.ExitCode, (await RunAsync(["incidents", "list", .. list, .. OnServer])).Output));
        }

        Assert.Contains(id, (await RunAsync("incidents", "list", "--state", "active", "--data", server.Data)).Output, StringComparison.Ordinal);
        Assert.Contains(id, (await RunAsync(["incidents", "list", .. OnServer])).Output, StringComparison.Ordinal);
        Assert.Contains("triggered by incident", (await RunAsync("incidents", "show", id, "--data", server.Data)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_server_an_incident_is_acknowledged_and_resolved()
    {
        string id = await OpenAsync();

        Assert.Contains("state         acknowledged", (await RunAsync(["incidents", "acknowledge", id, "--comment", "On it", .. OnServer])).Output, StringComparison.Ordinal);
        CommandResult resolved = await RunAsync(["incidents", "resolve", id, .. OnServer]);
        Assert.Contains("acknowledged by token first start: On it\n", resolved.Output, StringComparison.Ordinal);
        Assert.Contains("resolved by token first start\n", resolved.Output, StringComparison.Ordinal);

        CommandResult refused = await RunAsync(["incidents", "acknowledge", id, .. OnServer]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("409", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_data_folder_of_a_running_server_nothing_is_changed_and_after_it_stopped_it_is()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (RunningServer other = await RunningServer.StartAsync(server.Executable, folder.Data))
        {
            using HttpClient http = other.Client(await other.WaitForFirstTokenAsync());
            id = (await http.PostAsync(Payloads.Started("1"))).Json.GetProperty("incidents")[0].GetString()!;
            CommandResult busy = await RunAsync("incidents", "resolve", id, "--data", folder.Data);
            Assert.Equal(2, busy.ExitCode);
            Assert.Contains("act through it with --url", busy.Errors, StringComparison.Ordinal);
            Assert.Equal(0, await other.SignalAsync("TERM"));
        }

        CommandResult resolved = await RunAsync("incidents", "resolve", id, "--comment", "by hand", "--data", folder.Data);
        Assert.Contains("resolved by command line: by hand", resolved.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await RunAsync("incidents", "list", "--state", "active", "--data", folder.Data)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        Assert.Equal(2, (await RunAsync("incidents", "show", "nonsense", "--data", server.Data)).ExitCode);
        Assert.Equal(1, (await RunAsync("incidents", "show", "123abc", "--data", server.Data)).ExitCode);
        Assert.Equal(1, (await RunAsync(["incidents", "resolve", "019a6c00-0000-7000-8000-000000000000", .. OnServer])).ExitCode);
        Assert.Equal(2, (await RunAsync("incidents", "list", "--data", "/nowhere/at/all")).ExitCode);
        CommandResult nobody = await RunAsync("incidents", "list", "--url", "http://127.0.0.1:1", "--token", server.Token);
        Assert.Equal(1, nobody.ExitCode);
        Assert.DoesNotContain(server.Token, nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_are_acted_on_by_ids_and_by_conditions_and_ends_of_ids_are_enough()
    {
        string token = await server.CreateTokenAsync("--scope", "process,read,admin", "--environment", "triage");
        using HttpClient http = server.Server.Client(token);
        string[] there = ["--url", server.Server.Address.ToString(), "--token", token];
        string[] ids = new string[4];
        for (int i = 0; i < 4; i++)
        {
            ids[i] = (await http.OpenAsync($$"""{"status":"Started","id":"T-{{i}}","title":"{{(i < 2 ? "left" : "right")}} {{i}}"}""")).Text("id")!;
        }

        CommandResult two = await RunAsync(["incidents", "acknowledge", ids[0][^8..], ids[3], .. there]);
        CommandResult dry = await RunAsync(["incidents", "resolve", "--search", "left", "--dry-run", .. there]);
        CommandResult left = await RunAsync(["incidents", "resolve", "--search", "left", "--comment", "both", .. there]);
        CommandResult nothing = await RunAsync(["incidents", "resolve", "--search", "left", .. there]);
        CommandResult rest = await RunAsync(["incidents", "list", "--state", "active", "--sort", "oldest", "--json", .. there]);
        CommandResult partly = await RunAsync(["incidents", "resolve", ids[2], ids[0], "0000ffff", .. there]);

        Assert.Equal((0, 2), (two.ExitCode, two.Output.TrimEnd('\n').Split('\n').Length));
        Assert.Contains($"{ids[0]}  acknowledged  BetterStack - left 0", two.Output, StringComparison.Ordinal);
        Assert.Equal(3, dry.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains($"{ids[1]}  resolved  ", left.Output, StringComparison.Ordinal);
        Assert.Equal(3, nothing.ExitCode);
        Assert.Equal([ids[2], ids[3]], System.Text.Json.JsonDocument.Parse(rest.Output).RootElement.GetProperty("incidents").EnumerateArray().Select(static one => one.Text("id")!));
        Assert.Equal(1, partly.ExitCode);
        Assert.Contains($"{ids[2]}  resolved  ", partly.Output, StringComparison.Ordinal);
        Assert.Contains("There is no incident 0000ffff", partly.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["incidents", "resolve", .. there])).ExitCode);
        Assert.Equal(2, (await RunAsync(["incidents", "resolve", ids[2], "--state", "active", .. there])).ExitCode);
    }

    [Fact]
    public async Task A_table_on_a_terminal_of_80_columns_fits_and_has_the_key()
    {
        await server.Http.OpenAsync($$"""{"status":"Started","id":"KEY-1","title":"{{new string('w', 300)}}"}""");
        System.Diagnostics.ProcessStartInfo start = Start.Of("script", "-qefc", $"stty cols 80; exec {server.Executable.Path} incidents list --data {server.Data}", "/dev/null");
        start.Environment["TERM"] = "xterm";

        CommandResult result = await CommandResult.RunAsync(start);

        Assert.All(result.Output.Split("\r\n"), static line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("KEY-1", result.Output, StringComparison.Ordinal);
    }

    private async Task<string> OpenAsync() =>
        (await server.Http.PostAsync(Payloads.Started(Guid.NewGuid().ToString()))).Json.GetProperty("incidents")[0].GetString()!;

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(server.Executable, arguments);
}
