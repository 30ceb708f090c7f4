using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;
using Callgoose.LoadTest.Reporting;

namespace Callgoose.LoadTest.Plots;

/// <summary>The plots of <c>benchmarks/README.md</c>, drawn anew from what was measured.</summary>
internal static class ResultPlots
{
    /// <summary>Draws those that there are results for.</summary>
    public static void Draw(Results results)
    {
        string basis = $"{results.Machine.Date}, {results.Options.Rounds} rounds";
        if (results.Throughput is { } throughput)
        {
            ContenderResults[] measured = [.. throughput.Where(static c => c.Failure is null)];
            BarPlot.Draw(
                PathOf("throughput.svg"),
                $"webhooks per second, {results.Options.Connections} connections, closed loop ({basis})",
                "F0",
                [.. measured.Select(static c => (c.Contender.Name, c.Spread(static r => r.RequestsPerSecond)))]);
            BarPlot.Draw(
                PathOf("cpu.svg"),
                $"server CPU per webhook in µs ({basis})",
                "F1",
                [.. measured.Select(static c => (c.Contender.Name, c.Spread(static r => r.ServerMicroseconds)))]);
        }

        if (results.Latency is { } latency)
        {
            PercentilePlot.Draw(
                PathOf("latency.svg"),
                $"time to the answer at a constant rate, median of the rounds ({basis})",
                OpenLoopResult.Percentiles,
                [
                    .. latency.Where(static c => c.Rounds.Count > 0).Select(static c => ($"{c.Contender.Name}, {Texts.Number(c.Rounds[0].Rate, "F0")}/s", c.Curve)),
                    ("control: a thread that only writes and syncs", latency[0].ControlCurve),
                ]);
        }
    }

    private static string PathOf(string name) => Path.Combine(Repository.Root, "benchmarks", "plots", name);
}
