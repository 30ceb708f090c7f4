using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>
/// reliability.md R1: the server is killed with kill -9 at random moments under load, again and again on one data folder.
/// 25 kills by default; CALLGOOSE_CRASH_KILLS=200 runs the long form.
/// </summary>
public class CrashTests(PublishedExecutable executable, ITestOutputHelper output)
{
    private const int Connections = 32;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_kill_9()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_CRASH_KILLS") ?? "25", CultureInfo.InvariantCulture);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var record = new Record();
        Sender[] senders = [.. Enumerable.Range(0, Connections).Select(i => new Sender(record, $"s{i}"))];
        using var folder = new TemporaryFolder();
        string? token = null;

        for (int life = 0; life < kills; life++)
        {
            await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
            token ??= await server.WaitForFirstTokenAsync();
            HttpClient[] clients = [.. senders.Select(_ => server.Client(token))];
            Task[] running = [.. senders.Zip(clients, static (sender, http) => Task.Run(() => sender.RunAsync(http)))];
            await Task.Delay(random.Next(50, 700));
            await server.KillAsync();
            await Task.WhenAll(running);
            Array.ForEach(clients, static http => http.Dispose());
        }

        await using RunningServer last = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient reader = last.Client(token);
        List<JsonElement> incidents = await reader.IncidentsAsync();
        output.WriteLine(
            $"seed {seed}: {kills} kills, {record.Created.Count} incidents and {record.Resolved.Count} resolves acknowledged, {incidents.Count} incidents found");
        AssertAll(record, incidents);
    }

    private static void AssertAll(Record record, List<JsonElement> incidents)
    {
        // More than a handful were acknowledged, or the test shows nothing.
        Assert.InRange(record.Created.Count, 1000, int.MaxValue);
        ILookup<string, JsonElement> byKey = incidents.ToLookup(static incident => incident.GetProperty("incidentKey").GetString()!);
        Assert.All(record.Created, created =>
        {
            JsonElement incident = Assert.Single(byKey[created.Key]);
            Assert.Equal(created.Value, incident.GetProperty("id").GetString());
        });
        Assert.All(record.Resolved.Keys, key => Assert.Equal("resolved", Assert.Single(byKey[key]).GetProperty("state").GetString()));
        Assert.All(byKey, static same => Assert.InRange(same.Count(static incident => incident.GetProperty("state").GetString() != "resolved"), 0, 1));
    }
}
