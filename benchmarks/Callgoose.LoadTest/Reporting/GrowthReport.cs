using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The cost of stored incidents.</summary>
internal static class GrowthReport
{
    /// <summary>Writes it.</summary>
    /// <param name="results">In ascending order of stored incidents.</param>
    public static string Write(IReadOnlyList<Growth> results)
    {
        var table = new MarkdownTable(
            "incidents stored", "start to first 201, ms", "webhooks/s", "server CPU, µs per webhook", "of it the threads that commit, µs",
            "commit, as a multiple of the first row's in the same round");
        foreach (Growth growth in results)
        {
            Spread Of(Func<GrowthRound, double> figure) => Spread.Of(growth.Rounds.Select(figure));
            table.Row(
                $"{growth.Stored}",
                Of(static r => r.StartMilliseconds).ToString("F1"),
                Of(static r => r.RequestsPerSecond).ToString("F0"),
                Of(static r => r.ServerMicroseconds).ToString("F1"),
                Of(static r => r.WriterMicroseconds).ToString("F1"),
                Ratio(growth, results[0]).ToString("F2"));
        }

        Targets targets = new Targets().AtMost(
            $"P8: commit with {results[^1].Stored} incidents stored, as a multiple of {results[0].Stored}", 1.3, Ratio(results[^1], results[0]).Median, "F2")
            .AtMost($"P8: the slowest of these lists with {results[^1].Stored} open incidents, p99", 50, ListTimes.Queries.Select((_, i) => List(results[^1], i).Median).Max(), "F1", " ms");
        var lists = new MarkdownTable(["p99, ms, with so many open incidents", .. results.Select(static growth => $"{growth.Stored}")]);
        for (int i = 0; i < ListTimes.Queries.Count; i++)
        {
            lists.Row([$"`GET /v1/{ListTimes.Queries[i]}`", .. results.Select(growth => List(growth, i).ToString("F1"))]);
        }

        return $"{table}\n{lists}\n{targets}";
    }

    private static Spread List(Growth growth, int query) => Spread.Of(growth.Rounds.Select(round => round.ListMilliseconds[query]));

    private static Spread Ratio(Growth growth, Growth first) => Spread.Of(
        growth.Rounds.Zip(first.Rounds, static (mine, firsts) => mine.WriterMicroseconds / firsts.WriterMicroseconds));
}
