using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

public class FirstStartTests(PublishedExecutable executable)
{
    [Fact]
    public async Task The_printed_curl_lines_create_and_show_the_incident_of_the_guide()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        await server.WaitForFirstTokenAsync();
        string[] lines = [.. server.Output.Split('\n').Select(static line => line.Trim()).Where(static line => line.StartsWith("curl ", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);

        CommandResult created = await CommandResult.RunAsync("bash", "-c", lines[0] + " -w '\\n%{http_code}'");
        CommandResult shown = await CommandResult.RunAsync("bash", "-c", lines[1]);

        Assert.EndsWith("\n201", created.Output, StringComparison.Ordinal);
        JsonElement incident = Assert.Single(JsonDocument.Parse(shown.Output).RootElement.GetProperty("incidents").EnumerateArray());
        Assert.Equal("BetterStack - Server Down: api.example.com", incident.GetProperty("title").GetString());
        Assert.Equal("INC-98765", incident.GetProperty("incidentKey").GetString());
        Assert.Equal("high", incident.GetProperty("urgency").GetString());
        Assert.Equal("triggered", incident.GetProperty("state").GetString());
        Assert.Equal("BetterStack", incident.GetProperty("source").GetString());
        Assert.Equal("default", incident.GetProperty("service").GetString());
        using HttpClient http = server.Client(server.FirstToken);
        JsonElement page = await http.ReadAsync("/v1/incidents/" + incident.GetProperty("id").GetString());
        Assert.Equal("Monitor check failed. Status code 500.", page.GetProperty("description").GetString());
    }

    [Fact]
    public async Task The_first_line_tells_where_the_server_listens_and_where_its_data_is()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        string token = await server.WaitForFirstTokenAsync();

        Assert.Matches(
            $@"^callgoose \d+\.\d+\.\d+\S* listens on http://127\.0\.0\.1:{server.Address.Port}, data in {Regex.Escape(folder.Data)}$",
            server.Output.Split('\n')[0]);
        Assert.Single(server.Output.Split('\n'), line => line.Trim() == token);
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task A_second_start_prints_no_token_and_has_what_the_first_one_took()
    {
        using var folder = new TemporaryFolder();
        string token;
        await using (RunningServer first = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await first.WaitForFirstTokenAsync();
            using HttpClient http = first.Client(token);
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.GuideTrigger)).Status);
            Assert.Equal(0, await first.SignalAsync("TERM"));
        }

        await using RunningServer second = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient again = second.Client(token);
        Assert.Single(await again.IncidentsAsync());
        Assert.Null(second.FirstToken);
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_folder_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        await using RunningServer first = await RunningServer.StartAsync(executable, folder.Data);

        CommandResult second = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another server is running", Assert.Single(second.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
