using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>A clock that jumps (tests/README.md R12): ids keep growing, and no duplicate window lasts for ever.</summary>
public sealed class ClockTests(PublishedExecutable executable, FaultLibrary library)
{
    private const string Keyless = """{"status":"Started","title":"no key"}""";

    private static readonly TimeSpan[] Jumps =
        [TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromSeconds(-1), TimeSpan.FromDays(1), TimeSpan.FromHours(-1), TimeSpan.Zero];

    [Fact]
    public async Task Ids_and_the_order_of_incidents_stay_monotone_whatever_the_clock_does()
    {
        using var folder = new FaultyFolder(executable, library);
        var ids = new List<string>();
        string? token = null;
        foreach (bool restart in (bool[])[false, true])
        {
            await using RunningServer server = await folder.ServeAsync();
            token ??= await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            foreach (TimeSpan jump in Jumps)
            {
                folder.Faults.ClockOffset = jump;
                for (int i = 0; i < 5; i++)
                {
                    ids.Add((await http.OpenAsync(Payloads.Started($"{restart} {jump} {ids.Count}"))).Text("id")!);
                }
            }

            Assert.Equal(ids.AsEnumerable().Reverse(), (await http.IncidentsAsync()).Select(static incident => incident.Text("id")));

            // At the next start the clock is behind the ids that the server gave.
            folder.Faults.ClockOffset = TimeSpan.FromHours(-1);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        await folder.AssertSoundAsync();
    }

    [Fact]
    public async Task No_window_outlasts_a_jump_of_the_clock()
    {
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        foreach (TimeSpan jump in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromDays(1)])
        {
            folder.Faults.ClockOffset = jump;
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Keyless)).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(Keyless)).Status);
        }
    }

    [Fact]
    public async Task An_incident_lives_on_over_a_jump_and_can_be_resolved()
    {
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        string id = (await http.OpenAsync(Payloads.Started("1"))).Text("id")!;

        folder.Faults.ClockOffset = TimeSpan.FromHours(-1);
        Reply again = await http.PostAsync(Payloads.Started("1"));
        Assert.Contains("\"duplicate\":true", again.Text, StringComparison.Ordinal);
        Reply resolved = await http.PostAsync(Payloads.Resolved("1"));
        Assert.Contains("\"resolved\":true", resolved.Text, StringComparison.Ordinal);
        folder.Faults.ClockOffset = TimeSpan.FromDays(1);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("1"))).Status);

        JsonElement incident = await http.ReadAsync("/v1/incidents/" + id);
        Assert.Equal(("resolved", 2), (incident.Text("state"), incident.GetProperty("occurrences").GetInt32()));
        Assert.Equal(["triggered", "resolved"], incident.GetProperty("timeline").EnumerateArray().Select(static line => line.Text("transition")));
    }
}
