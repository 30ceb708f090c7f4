using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary><c>callgoose serve --demo</c>: there is something to see at once, and it stays apart from real data.</summary>
public sealed partial class DemoTests(PublishedExecutable executable)
{
    [Fact]
    public async Task It_seeds_a_night_goes_on_sending_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "callgoose.json"), """{ "data": "real" }""");
        ProcessStartInfo start = Start.Of(executable.Path, "serve", "--demo", "--urls", "http://127.0.0.1:0");
        start.WorkingDirectory = folder.Path;
        await using RunningServer server = await RunningServer.StartAsync(start);
        using HttpClient http = server.Client(await TokenAsync(server));

        List<JsonElement> seeded = await http.IncidentsAsync();
        Assert.All(["triggered", "acknowledged", "resolved"], state => Assert.Contains(seeded, incident => incident.Text("state") == state));
        Assert.True(seeded.Select(static incident => incident.Text("source")).Distinct().Count() >= 6);
        Assert.Equal(["platform", "shop"], seeded.Select(static incident => incident.Text("service")).Distinct().Order());
        Assert.All(seeded, static incident => Assert.True(incident.GetProperty("triggeredAt").GetDateTime() <= DateTime.UtcNow.AddMinutes(1)));
        Assert.Contains(seeded, static incident => incident.GetProperty("triggeredAt").GetDateTime() < DateTime.UtcNow.AddHours(-5));
        string commented = seeded.First(static incident => incident.Text("title")!.Contains("Disk of log-store-2", StringComparison.Ordinal)).Text("id")!;
        Assert.Equal(
            ["triggered", "acknowledged", "resolved"],
            (await http.ReadAsync($"/v1/incidents/{commented}")).GetProperty("timeline").EnumerateArray().Select(static line => line.Text("transition")));
        JsonElement calls = (await http.ReadAsync("/v1/logs?limit=500")).GetProperty("calls");
        Assert.Contains(calls.EnumerateArray(), static call => call.GetProperty("status").GetInt32() == 202);

        // Six scenes repeat; the server must understand each of them.
        for (var waited = Stopwatch.StartNew(); (await http.IncidentsAsync()).Count == seeded.Count; await Task.Delay(100))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "nothing more came");
        }

        // The demonstration has receivers too; one of them fails at first.
        JsonElement destinations = (await http.ReadAsync("/v1/destinations")).GetProperty("destinations");
        Assert.Equal(["chat", "pager"], destinations.EnumerateArray().Select(static one => one.Text("name")).Order());
        await UntilDeliveredAsync(http, "chat", 200);
        await UntilDeliveredAsync(http, "pager", 503);

        string data = FolderPattern().Match(server.Output).Groups[1].Value;
        Assert.True(Directory.Exists(data), server.Output);
        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.False(Directory.Exists(data));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "real")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "callgoose-data")));
        TestServer.AssertNoTrace(server.Errors);
    }

    [Theory]
    [InlineData("--data", "x")]
    [InlineData("--config", "x.json")]
    [InlineData("--schema", "x.integration.json")]
    public async Task It_never_takes_a_real_folder_or_file(string option, string value)
    {
        CommandResult result = await CommandResult.RunAsync(executable, "serve", "--demo", option, value);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--demo has a data folder and a configuration of its own", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>Waits for a delivery to a destination that got a given status.</summary>
    private static async Task UntilDeliveredAsync(HttpClient http, string destination, int status)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            JsonElement deliveries = (await http.ReadAsync($"/v1/deliveries?destination={destination}")).GetProperty("deliveries");
            if (deliveries.EnumerateArray().Any(one => one.GetProperty("status").ValueKind == JsonValueKind.Number && one.GetProperty("status").GetInt32() == status))
            {
                return;
            }

            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"nothing for {destination} was answered with {status}: {deliveries}");
        }
    }

    private static async Task<string> TokenAsync(RunningServer server)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            if (server.FirstToken is string token && server.Output.Contains("Sign in with the token", StringComparison.Ordinal))
            {
                return token;
            }
        }

        throw new TimeoutException("no token was printed: " + server.Output);
    }

    [GeneratedRegex("kept in ([^ ,]+),")]
    private static partial Regex FolderPattern();
}
