using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>
/// tests/README.md R1: the server is killed with kill -9 at random moments under load, again and again on one data folder. The default is 25 kills;
/// CALLGOOSE_CRASH_KILLS=200 runs the long form.
/// </summary>
public class CrashTests(PublishedExecutable executable, ITestOutputHelper output)
{
    private const int Connections = 32;

    /// <summary>The maximum number of calls that are acknowledged in one life; more than half of them create an incident.</summary>
    private const int MostCalls = 400;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_kill_9()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_CRASH_KILLS") ?? "25", CultureInfo.InvariantCulture);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var ledger = new Ledger();
        Sender[] senders = [.. Enumerable.Range(0, Connections).Select(i => new Sender(ledger, $"s{i}"))];
        using var folder = new TemporaryFolder();
        string? token = null;

        for (int life = 0; life < kills; life++)
        {
            await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
            token ??= await server.WaitForFirstTokenAsync();
            await Sender.AssertNewestKeptAsync(server, token, ledger, senders);
            HttpClient[] clients = [.. senders.Select(_ => server.Client(token))];
            Task[] running = [.. senders.Zip(clients, static (sender, http) => Task.Run(() => sender.RunAsync(http)))];

            // A number of calls, not a time, so that a slow disk has as much to lose as a fast one.
            await ledger.AcknowledgedAsync(random.Next(0, MostCalls));
            await server.KillAsync();
            await Task.WhenAll(running);
            Array.ForEach(clients, static http => http.Dispose());
        }

        await using RunningServer last = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient reader = last.Client(token);
        List<JsonElement> incidents = await reader.IncidentsAsync();
        output.WriteLine(
            $"seed {seed}: {kills} kills, {ledger.Created.Count} incidents, {ledger.Acknowledged.Values.Sum()} triggers and "
            + $"{ledger.Resolved.Count} resolves acknowledged, {incidents.Count} incidents found");

        // At least one incident for each life, or the test proves nothing; about a hundred are expected.
        Assert.InRange(ledger.Created.Count, kills, int.MaxValue);
        ledger.AssertKept(incidents);
    }
}
