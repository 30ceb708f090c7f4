using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Webhooks per second and processor time per webhook, closed loop. The contenders take turns within each round, so that other work on the machine
/// affects all of them alike. Each round starts every contender anew, the product on an empty data folder.
/// </summary>
/// <param name="connections">How many connections send.</param>
/// <param name="wrk">The load.</param>
internal sealed class Throughput(int connections, Wrk wrk)
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="product">The product, which must complete them.</param>
    /// <param name="rivals">The rivals. One that fails is left out of later rounds, and the results say so.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="time">How long each contender is under load in a round.</param>
    /// <param name="tell">Receives progress messages.</param>
    /// <returns>The rounds of the product and of each rival, in the order in which they ran.</returns>
    public async Task<IReadOnlyList<ContenderResults>> RunAsync(
        IContender product, IReadOnlyList<IContender> rivals, int rounds, TimeSpan time, Action<string> tell)
    {
        IContender[] contenders = [product, .. rivals];
        List<ThroughputRound>[] results = [.. contenders.Select(static _ => new List<ThroughputRound>())];
        string?[] failures = [.. contenders.Select(static c => c.IsInstalled ? null : "missing: not installed")];
        for (int round = 1; round <= rounds; round++)
        {
            // Every other round goes the other way, so that no contender always comes first.
            IEnumerable<int> order = Enumerable.Range(0, contenders.Length);
            foreach (int i in (round % 2 == 1 ? order : order.Reverse()).Where(i => failures[i] is null))
            {
                string name = contenders[i].Name;
                try
                {
                    ThroughputRound result = await RunAsync(contenders[i], time);
                    results[i].Add(result);
                    tell(FormattableString.Invariant(
                        $"round {round}, {name}: {result.RequestsPerSecond:F0}/s, {result.ServerMicroseconds:F1} µs of server CPU each"));
                }
                catch (LoadTestException e) when (i > 0)
                {
                    tell($"round {round}, {name} failed: {e.Message}");
                    failures[i] = $"failed in round {round}";
                    results[i].Clear();
                }
            }
        }

        return [.. contenders.Select((c, i) => new ContenderResults(c, results[i], failures[i]))];
    }

    private async Task<ThroughputRound> RunAsync(IContender contender, TimeSpan time)
    {
        await using RunningServer server = await contender.StartAsync();
        await AnswerCheck.RunAsync(contender, server);
        await wrk.SendExactlyAsync(server, server.WarmUpWebhooks);

        TimeSpan serverBefore = ProcFiles.CpuTime(server.ProcessId);
        TimeSpan clientBefore = ProcFiles.CpuTimeOfEndedChildren();
        TimeSpan machineBefore = ProcFiles.CpuTimeOfMachine();
        TimeSpan stolenBefore = ProcFiles.StolenTime();
        WrkResult result = await wrk.SendForAsync(server, time);
        TimeSpan serverTime = ProcFiles.CpuTime(server.ProcessId) - serverBefore;
        TimeSpan clientTime = ProcFiles.CpuTimeOfEndedChildren() - clientBefore;
        TimeSpan machineTime = ProcFiles.CpuTimeOfMachine() - machineBefore;
        TimeSpan stolen = ProcFiles.StolenTime() - stolenBefore;

        if (server.CountIncidents is not null)
        {
            long sent = AnswerCheck.Opened(contender.Abilities) + server.WarmUpWebhooks + result.Requests;
            StoredIncidents.Check(await server.CountIncidents(server), sent, connections);
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
