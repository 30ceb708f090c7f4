using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The effect of greedy senders on another one.</summary>
internal static class FairnessReport
{
    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<Fairness> results)
    {
        var table = new MarkdownTable(
            "beside one connection of the kind", "p99 alone, ms", "p50, ms", "p99, ms", "longest, ms", "p99, as a multiple of that alone", "greedy one, requests/s");
        foreach (Fairness result in results)
        {
            table.Row(
                $"{result.Kind?.ToString() ?? "control: processes that only count"}",
                Text(static r => r.AloneP99, "F2"),
                Text(static r => r.BesideP50, "F2"),
                Text(static r => r.BesideP99, "F2"),
                Text(static r => r.BesideLongest, "F2"),
                Text(static r => r.BesideP99 / r.AloneP99, "F2"),
                Text(static r => r.GreedyPerSecond, "F0"));

            string Text(Func<FairnessRound, double> value, string format) => Spread.Of(result.Rounds.Select(value)).ToString(format);
        }

        return table.ToString();
    }
}
