using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose report</c> and <c>callgoose incidents export</c>, on a data folder and on a server.</summary>
public sealed class ReportTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Both_ways_report_the_same_and_lines_fit_80_columns()
    {
        for (int i = 0; i < 3; i++)
        {
            await server.Http.OpenAsync($$"""{"status":"Started","id":"noisy","title":"{{new string('w', 240)}} {{i}}"}""");
            await server.Http.PostAsync("""{"status":"Resolved","id":"noisy"}""");
        }

        string[] there = ["--url", server.Server.Address.ToString(), "--token", server.Token];
        CommandResult remote = await RunAsync(["report", "--since", "7d", "--zone", "UTC", .. there]);
        CommandResult folder = await RunAsync("report", "--since", "7d", "--zone", "UTC", "--data", server.Data);
        CommandResult json = await RunAsync(["report", "--since", "24h", "--json", .. there]);
        CommandResult nothing = await RunAsync(["report", "--service", "nobody", .. there]);

        Assert.Equal((0, 0, 0), (remote.ExitCode, folder.ExitCode, nothing.ExitCode));
        Assert.Equal(WithoutTimes(remote.Output), WithoutTimes(folder.Output));
        Assert.All(remote.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
        int opened = (await server.Http.IncidentsAsync()).Count;
        Assert.Contains($"opened       {opened}, of these {opened} of high urgency", remote.Output, StringComparison.Ordinal);
        Assert.Contains("noisy         3       default", remote.Output, StringComparison.Ordinal);
        Assert.Contains("opened       0", nothing.Output, StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(("complete", "hour", 3), (report.Text("state"), report.Text("step"), report.GetProperty("keys")[0].GetProperty("opened").GetInt32()));
        Assert.Equal(2, (await RunAsync(["report", "--zone", "../etc/passwd", .. there])).ExitCode);
        Assert.Equal(2, (await RunAsync(["report", "--since", "soon", .. there])).ExitCode);
    }

    [Fact]
    public async Task A_token_of_a_service_sees_nothing_of_others()
    {
        await server.Http.OpenAsync(Payloads.Started("not yours"));
        string token = await server.CreateTokenAsync("--scope", "read", "--kind", "service", "--service", "elsewhere");
        using HttpClient http = server.Server.Client(token);

        JsonElement report = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/report?service=default", UriKind.Relative))).RootElement;

        Assert.Equal((0, 0, 0), (report.GetProperty("opened").GetInt32(), report.GetProperty("services").GetArrayLength(), report.GetProperty("nightIncidents").GetArrayLength()));
    }

    [Fact]
    public async Task An_incident_is_exported_as_a_post_mortem()
    {
        string id = (await server.Http.OpenAsync("""{"status":"Started","id":"pm","title":"Shop <img src=x> | down","description":"all of it"}""")).Text("id")!;
        await server.Http.PostAsync("""{"comment":"# mine"}""", path: $"/v1/incidents/{id}/acknowledge");
        await server.Http.PostAsync("""{"note":"second note"}""", path: $"/v1/incidents/{id}/notes");

        CommandResult remote = await RunAsync("incidents", "export", id[^8..], "--url", server.Server.Address.ToString(), "--token", server.Token);
        CommandResult folder = await RunAsync("incidents", "export", id, "--data", server.Data);

        Assert.Equal((0, remote.Output), (folder.ExitCode, folder.Output));
        Assert.Contains("Shop \\<img src=x\\> \\| down", remote.Output, StringComparison.Ordinal);
        Assert.Contains("  > \\# mine\n", remote.Output, StringComparison.Ordinal);
        Assert.Contains("**noted** by token first start\n\n  > second note\n", remote.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("incidents", "export", "123abc", "--data", server.Data)).ExitCode);
    }

    /// <summary>Both count up to the current minute, which may change between the two.</summary>
    private static string WithoutTimes(string text) => text[text.IndexOf('\n', StringComparison.Ordinal)..];

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandResult.RunAsync(server.Executable, arguments);
}
