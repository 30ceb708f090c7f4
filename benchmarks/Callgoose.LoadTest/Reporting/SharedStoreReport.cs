using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>Webhooks on PostgreSQL.</summary>
internal static class SharedStoreReport
{
    /// <summary>Writes it.</summary>
    /// <param name="results">One server of the product, two of them, and the server with a transaction for each call.</param>
    public static string Write(IReadOnlyList<SharedStore> results)
    {
        var table = new MarkdownTable("on one PostgreSQL", "webhooks/s", "CPU of the servers, µs per webhook", "CPU of PostgreSQL, µs per webhook", "answer p99, ms");
        foreach (SharedStore result in results)
        {
            table.Row(
                result.Name,
                Of(result, static r => r.PerSecond, "F0"),
                Of(result, static r => r.ServerMicroseconds, "F1"),
                Of(result, static r => r.DatabaseMicroseconds, "F1"),
                Of(result, static r => r.P99Milliseconds, "F1"));
        }

        SharedStore one = results[0], two = results[1], rival = results[^1];
        Targets targets = new Targets()
            .AtLeast("P11: webhooks/s, as a multiple of a transaction for each call", 10, Ratio(one, rival, static r => r.PerSecond), "F1")
            .AtMost("P11: CPU per webhook, PostgreSQL's included, with two servers as a multiple of one", 1.1, Ratio(two, one, static r => r.Microseconds), "F2");
        return $"{table}\n{targets}";
    }

    private static string Of(SharedStore result, Func<SharedStoreRound, double> value, string format) => Spread.Of(result.Rounds.Select(value)).ToString(format);

    private static double Ratio(SharedStore one, SharedStore other, Func<SharedStoreRound, double> value) =>
        Spread.Of(one.Rounds.Zip(other.Rounds, (a, b) => value(a) / value(b))).Median;
}
