using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>Latency at a constant rate, compared with what the disk alone allows.</summary>
internal static class LatencyReport
{
    private static readonly double[] Columns = [50, 99, 99.9, 100];

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<LatencyResults> results)
    {
        var table = new MarkdownTable(
            "at a constant rate", "webhooks/s", "p50, ms", "p99, ms", "p99.9, ms", "longest, ms", "p99, as a multiple of the control's",
            "generator late, p99, ms");
        foreach (LatencyResults result in results)
        {
            if (result.Rounds.Count == 0)
            {
                table.Row([result.Contender.Name, .. Enumerable.Repeat("failed", Columns.Length + 3)]);
                continue;
            }

            table.Row(
            [
                result.Contender.Name,
                Texts.Number(result.Rounds[0].Rate, "F0"),
                .. Columns.Select(p => result.At(p).ToString("F2")),
                result.Contender.Abilities.Durable ? result.OverControlAt(99).ToString("F2") : "keeps nothing",
                Spread.Of(result.Rounds.Select(static r => r.Seen.LateP99Milliseconds)).ToString("F2"),
            ]);
        }

        table.Row(
            ["control: one thread writes and syncs as many bytes at this rate, for all who wait", Texts.Number(results[0].Rounds[0].Rate, "F0"), .. Columns.Select(p => results[0].ControlAt(p).ToString("F2")), "1", ""]);
        table.Row(
            ["write of 4 KiB and fsync, in a loop", "", .. Columns.Select(p => results[0].DiskAt(p).ToString("F2")), "", ""]);
        table.Row(
            ["how late a thread is that only reads the clock, beside that loop", "", .. Columns.Select(p => results[0].StallAt(p).ToString("F2")), "", ""]);
        Targets targets = new Targets().AtMost("P6: p99, as a multiple of the control's in the same round", 1.5, results[0].OverControlAt(99).Median, "F2");
        return $"![Time to the answer by percentile](plots/latency.svg)\n\n{table}\n{targets}";
    }
}
