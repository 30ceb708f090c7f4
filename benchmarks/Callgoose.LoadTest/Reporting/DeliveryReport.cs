using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The performance and cost of delivery.</summary>
internal static class DeliveryReport
{
    private const double MostCpu = 1.05;
    private const double MostLatency = 1.05;
    private const double LeastPerSecond = 2_000;

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<DeliveryRound> rounds)
    {
        var load = new MarkdownTable("a webhook", "without a destination", "10,000 and more events wait for a dead receiver", "ratio");
        Row(load, "webhooks/s, closed loop", static l => l.PerSecond, "F0");
        Row(load, "server CPU on its way, µs", static l => l.RequestMicroseconds, "F2");
        Row(load, "of that, threads that commit, µs", static l => l.CommitMicroseconds, "F2");
        Row(load, "server CPU beside its way (dispatcher), µs", static l => l.DispatcherMicroseconds, "F2", hasRatio: false);
        Row(load, "p50 at half of that rate, ms", static l => l.P50, "F2");
        Row(load, "p99 at half of that rate, ms", static l => l.P99, "F2");

        var beside = new MarkdownTable("delivery", "callgoose", "alertmanager");
        beside.Row("messages/s, 10,000 that waited", Of(static r => r.DrainPerSecond, "F0"), "");
        beside.Row("server CPU for each, µs", Of(static r => r.DrainMicroseconds, "F1"), "");
        beside.Row("incidents/s, in and out", Of(static r => r.Through.PerSecond, "F0"), OfRival(static r => r.RivalThrough?.PerSecond, "F0"));
        beside.Row("server CPU for each, in and out, µs", Of(static r => r.Through.Microseconds, "F1"), OfRival(static r => r.RivalThrough?.Microseconds, "F1"));
        beside.Row("lost of 2,000 by kill -9 while the receiver was dead", Of(static r => r.Lost, "F0"), OfRival(static r => r.RivalLost, "F0"));

        Targets targets = new Targets()
            .AtLeast("P10: messages/s to a receiver", LeastPerSecond, Spread.Of(rounds.Select(static r => r.DrainPerSecond)).Median, "F0")
            .AtMost("P10: p50 with a dead receiver, as a multiple of that without", MostLatency, Ratio(static l => l.P50), "F2")
            .AtMost("P10: p99 with a dead receiver, as a multiple of that without", MostLatency, Ratio(static l => l.P99), "F2")
            .AtMost("promise 3: CPU on the way of a webhook, as a multiple of that without", MostCpu, Ratio(static l => l.RequestMicroseconds), "F3")
            .AtMost("lost by kill -9", 0, rounds.Max(static r => r.Lost), "F0");
        return $"{load}\n{beside}\n{targets}";

        void Row(MarkdownTable table, string what, Func<DeliveryLoad, double> value, string format, bool hasRatio = true) => table.Row(
            what,
            Of(r => value(r.Without), format),
            Of(r => value(r.Dead), format),
            hasRatio ? Of(r => value(r.Dead) / value(r.Without), "F3") : "");

        string Of(Func<DeliveryRound, double> value, string format) => Spread.Of(rounds.Select(value)).ToString(format);

        string OfRival(Func<DeliveryRound, double?> value, string format) =>
            rounds.All(r => value(r) is not null) ? Spread.Of(rounds.Select(r => value(r)!.Value)).ToString(format) : "not installed";

        double Ratio(Func<DeliveryLoad, double> value) => Spread.Of(rounds.Select(r => value(r.Dead) / value(r.Without))).Median;
    }
}
