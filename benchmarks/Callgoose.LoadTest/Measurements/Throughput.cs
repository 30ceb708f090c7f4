using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Webhooks per second and processor time per webhook, closed loop. The contenders take turns within each round, so that
/// what else the machine does meets all of them alike; each round starts every contender anew, the product on an empty
/// data folder.
/// </summary>
/// <param name="connections">How many connections send.</param>
/// <param name="wrk">The load.</param>
internal sealed class Throughput(int connections, Wrk wrk)
{
    /// <summary>Sent and looked at one by one before the clock starts; files are mapped and buffers grown by then.</summary>
    private const int WarmUpWebhooks = 5_000;

    /// <summary>Runs the rounds.</summary>
    /// <returns>For each contender its rounds, in the order in which they were run.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<ThroughputRound>>> RunAsync(
        IReadOnlyList<IContender> contenders, int rounds, TimeSpan time, Action<string> tell)
    {
        List<ThroughputRound>[] results = [.. contenders.Select(static _ => new List<ThroughputRound>())];
        for (int round = 1; round <= rounds; round++)
        {
            // Every other round goes the other way, so that nobody always comes first.
            IEnumerable<int> order = Enumerable.Range(0, contenders.Count);
            foreach (int i in round % 2 == 1 ? order : order.Reverse())
            {
                ThroughputRound result = await RunAsync(contenders[i], time);
                results[i].Add(result);
                string name = contenders[i].Name;
                tell(FormattableString.Invariant(
                    $"round {round}, {name}: {result.RequestsPerSecond:F0}/s, {result.ServerMicroseconds:F1} µs of server CPU each"));
            }
        }

        return results;
    }

    private async Task<ThroughputRound> RunAsync(IContender contender, TimeSpan time)
    {
        await using RunningServer server = await contender.StartAsync();
        await wrk.SendExactlyAsync(server, WarmUpWebhooks);

        TimeSpan serverBefore = ProcFiles.CpuTime(server.ProcessId);
        TimeSpan clientBefore = ProcFiles.CpuTimeOfEndedChildren();
        TimeSpan machineBefore = ProcFiles.CpuTimeOfMachine();
        TimeSpan stolenBefore = ProcFiles.StolenTime();
        WrkResult result = await wrk.SendForAsync(server, time);
        TimeSpan serverTime = ProcFiles.CpuTime(server.ProcessId) - serverBefore;
        TimeSpan clientTime = ProcFiles.CpuTimeOfEndedChildren() - clientBefore;
        TimeSpan machineTime = ProcFiles.CpuTimeOfMachine() - machineBefore;
        TimeSpan stolen = ProcFiles.StolenTime() - stolenBefore;

        if (server.KeepsIncidents)
        {
            StoredIncidents.Check(await StoredIncidents.CountAsync(server), WarmUpWebhooks + result.Requests, connections);
        }

        await server.StopAsync();
        double seconds = result.DurationMicroseconds / 1e6;
        return new ThroughputRound
        {
            Requests = result.Requests,
            RequestsPerSecond = result.RequestsPerSecond,
            P50Milliseconds = result.P50Microseconds / 1e3,
            P99Milliseconds = result.P99Microseconds / 1e3,
            ServerMicroseconds = serverTime.TotalMicroseconds / result.Requests,
            ServerCores = serverTime.TotalSeconds / seconds,
            ClientCores = clientTime.TotalSeconds / seconds,
            OtherCores = Math.Max(0, (machineTime - serverTime - clientTime).TotalSeconds / seconds),
            StolenCores = stolen.TotalSeconds / seconds,
        };
    }
}
