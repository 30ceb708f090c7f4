using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// Latency at a constant rate: half of the product's closed-loop rate, and for a slower rival half of its own. The contenders and the bare disk take
/// turns within each round.
/// </summary>
/// <param name="wrk">To warm up.</param>
/// <param name="openLoop">The load.</param>
internal sealed class Latency(Wrk wrk, OpenLoop openLoop)
{
    /// <summary>The rivals whose latency is worth comparing: the fast path without a disk, and the obvious C# product.</summary>
    public static IReadOnlyList<string> Rivals { get; } = [Contenders.Rivals.FastPath, "stock"];

    /// <summary>Runs the rounds. A rival that fails is left out of later rounds, and has none in the results.</summary>
    /// <param name="closedLoop">The closed-loop rate of each, the product first.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="time">How long each measurement lasts.</param>
    /// <param name="tell">Receives progress messages.</param>
    public async Task<IReadOnlyList<LatencyResults>> RunAsync(
        IReadOnlyList<ContenderResults> closedLoop, int rounds, TimeSpan time, Action<string> tell)
    {
        ContenderResults product = closedLoop[0];
        ContenderResults[] contenders =
            [product, .. closedLoop.Skip(1).Where(static c => Rivals.Contains(c.Contender.Name) && c.Failure is null)];
        double[] rates = [.. contenders.Select(c => Math.Min(Median(product), Median(c)) / 2)];
        List<LatencyRound>[] results = [.. contenders.Select(static _ => new List<LatencyRound>())];
        var failed = new HashSet<int>();
        for (int round = 1; round <= rounds; round++)
        {
            IEnumerable<int> order = Enumerable.Range(0, contenders.Length);
            foreach (int i in (round % 2 == 1 ? order : order.Reverse()).Where(i => !failed.Contains(i)))
            {
                IContender contender = contenders[i].Contender;
                try
                {
                    LatencyRound result = await RunAsync(contender, rates[i], time);
                    results[i].Add(result);
                    tell(FormattableString.Invariant(
                        $"round {round}, {contender.Name}: {rates[i]:F0}/s, p99 {result.Seen.Milliseconds[LatencyResults.IndexOf(99)]:F2} ms"));
                }
                catch (LoadTestException e) when (i > 0)
                {
                    tell($"round {round}, {contender.Name} failed: {e.Message}");
                    failed.Add(i);
                    results[i].Clear();
                }
            }
        }

        return [.. contenders.Select((c, i) => new LatencyResults(c.Contender, results[i]))];
    }

    private static double Median(ContenderResults results) => results.Spread(static r => r.RequestsPerSecond).Median;

    private async Task<LatencyRound> RunAsync(IContender contender, double rate, TimeSpan time)
    {
        DiskSync disk = DiskSync.Measure();
        SyncStalls stalls = SyncStalls.Measure();
        await using RunningServer server = await contender.StartAsync();
        await wrk.SendExactlyAsync(server, server.WarmUpWebhooks);
        long before = ProcFiles.WrittenBytes(server.ProcessId);
        OpenLoopResult seen = await openLoop.SendAsync(server, rate, time);
        double bytes = (double)(ProcFiles.WrittenBytes(server.ProcessId) - before) / seen.Sent;
        if (server.CountIncidents is not null)
        {
            StoredIncidents.Check(await server.CountIncidents(server), server.WarmUpWebhooks + seen.Sent, unheard: 0);
        }

        await server.StopAsync();
        GroupSync? control = contender.Abilities.Durable ? await GroupSync.MeasureAsync(rate, bytes, time) : null;
        return new LatencyRound(rate, seen, disk, stalls, control);
    }
}
