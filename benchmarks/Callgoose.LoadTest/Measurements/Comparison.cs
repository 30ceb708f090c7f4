using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Measurements;

/// <summary>
/// The cost of a webhook for two executables, in turns: processor time for a fixed number of webhooks. Other work on the machine disturbs it far less
/// than the rate.
/// </summary>
/// <param name="Before">Processor time of the server for each webhook in each round, in microseconds, for the baseline.</param>
/// <param name="After">The same for the other executable.</param>
internal sealed record Comparison(IReadOnlyList<double> Before, IReadOnlyList<double> After)
{
    private const int WarmUpWebhooks = 5_000;
    private const int Webhooks = 50_000;

    /// <summary>The cost after as a multiple of the cost before, in each round.</summary>
    public Spread Ratio => Spread.Of(After.Zip(Before, static (after, before) => after / before));

    /// <summary>Measures in turns, in the opposite order every other round.</summary>
    public static async Task<Comparison> MeasureAsync(string before, string after, Wrk wrk, int rounds, Action<string> tell)
    {
        (CallgooseContender Product, List<double> Costs)[] both = [(new(before), []), (new(after), [])];
        for (int round = 1; round <= rounds; round++)
        {
            foreach ((CallgooseContender product, List<double> costs) in round % 2 == 1 ? both : both.AsEnumerable().Reverse())
            {
                costs.Add(await RunAsync(product, wrk));
            }

            tell(FormattableString.Invariant($"round {round}: {both[0].Costs[^1]:F2} µs before, {both[1].Costs[^1]:F2} µs after"));
        }

        return new Comparison(both[0].Costs, both[1].Costs);
    }

    private static async Task<double> RunAsync(CallgooseContender product, Wrk wrk)
    {
        await using RunningServer server = await product.StartAsync();
        await wrk.SendExactlyAsync(server, WarmUpWebhooks);
        TimeSpan before = ProcFiles.CpuTime(server.ProcessId);
        await wrk.SendExactlyAsync(server, Webhooks);
        TimeSpan time = ProcFiles.CpuTime(server.ProcessId) - before;
        await server.StopAsync();
        return time.TotalMicroseconds / Webhooks;
    }
}
