using System.Globalization;
using Callgoose.EndToEnd.Tests.Crash;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>
/// Power cuts under load, again and again on one data folder: everything that was acknowledged is there once. A kill alone does not prove that,
/// because the system still writes what a killed process had not synced. CALLGOOSE_POWER_CUTS sets how many of each kind; 2 by default.
/// </summary>
public sealed class PowerCutTests(PublishedExecutable executable, FaultLibrary library, ITestOutputHelper output)
{
    private const int Connections = 8;

    /// <summary>The maximum number of calls that are acknowledged before the power fails at a random moment.</summary>
    private const int MostCalls = 200;

    /// <summary>The maximum number of attempts to find one moment with writes in flight.</summary>
    private const int MostCuts = 30;

    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(1);

    /// <param name="losesSome">Whether any part of the unsynced data is lost; otherwise all of it.</param>
    /// <param name="inCheckpoint">Whether the power fails while the log is copied into the database; otherwise after a random number of calls.</param>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Everything_acknowledged_survives_a_power_cut(bool losesSome, bool inCheckpoint)
    {
        int cuts = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_POWER_CUTS") ?? "2", CultureInfo.InvariantCulture);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var ledger = new Ledger();
        using var folder = new FaultyFolder(executable, library);

        // The log is copied at 16 MB: long descriptions fill it. A slow disk has more in flight when the power fails.
        Sender[] senders = [.. Enumerable.Range(0, Connections).Select(i => new Sender(ledger, $"s{i}", inCheckpoint ? 200_000 : 0))];
        folder.Faults.SlowSync = TimeSpan.FromMilliseconds(inCheckpoint ? 50 : 20);
        string? token = null;
        int lost = 0;
        for (int cut = 0; cut < cuts || ((lost == 0 || ledger.Created.IsEmpty) && cut < MostCuts); cut++)
        {
            await using RunningServer server = await folder.ServeAsync(keepUndo: true);
            token ??= await server.WaitForFirstTokenAsync();
            await Sender.AssertNewestKeptAsync(server, token, ledger, senders);
            HttpClient[] clients = [.. senders.Select(_ => server.Client(token))];
            Task[] running = [.. senders.Zip(clients, static (sender, http) => Task.Run(() => sender.RunAsync(http)))];
            await (inCheckpoint ? UntilCheckpointAsync(folder) : ledger.AcknowledgedAsync(random.Next(1, MostCalls)));
            await server.KillAsync();
            await Task.WhenAll(running);
            Array.ForEach(clients, static http => http.Dispose());
            lost += losesSome ? PowerCut.LoseSome(folder.Data, folder.UndoLog, random) : PowerCut.LoseAll(folder.Data, folder.UndoLog);
            await folder.AssertSoundAsync();
        }

        await using RunningServer last = await folder.ServeAsync();
        using HttpClient reader = last.Client(token);
        ledger.AssertKept(await reader.IncidentsAsync());
        output.WriteLine($"seed {seed}: {cuts} power cuts, {lost} writes lost, {ledger.Created.Count} incidents acknowledged");

        // If nothing was ever acknowledged or in flight, the test proves nothing.
        Assert.NotEmpty(ledger.Created);
        Assert.NotEqual(0, lost);
    }

    private static async Task UntilCheckpointAsync(FaultyFolder folder)
    {
        string database = Path.Combine(folder.Data, "incidents.db");
        DateTime before = File.GetLastWriteTimeUtc(database);
        for (DateTime end = DateTime.UtcNow + Guard; File.GetLastWriteTimeUtc(database) == before; await Task.Delay(1))
        {
            Assert.True(DateTime.UtcNow < end, "the log was never copied into the database");
        }
    }
}
