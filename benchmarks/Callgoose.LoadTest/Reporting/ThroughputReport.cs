using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The closed loop: who does what, the ratios, and the figures behind them.</summary>
internal static class ThroughputReport
{
    private const string Plots =
        "![Webhooks per second](plots/throughput.svg)\n\n![Server CPU per webhook](plots/cpu.svg)\n";

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<ContenderResults> results) =>
        string.Join('\n', Plots, Abilities(results), Goals(results), Ratios(results), Figures(results), Stored(results[0]));

    private static string Abilities(IReadOnlyList<ContenderResults> results)
    {
        var table = new MarkdownTable("contender", "token checked", "filters", "on disk before the answer", "what it is");
        foreach (IContender contender in results.Select(static c => c.Contender))
        {
            Abilities abilities = contender.Abilities;
            table.Row(
                $"`{contender.Name}`",
                Texts.YesNo(abilities.Authenticates),
                Texts.YesNo(abilities.Filters),
                Texts.YesNo(abilities.Durable),
                abilities.Description);
        }

        return table.ToString();
    }

    private static string Goals(IReadOnlyList<ContenderResults> results)
    {
        if (results.FirstOrDefault(static r => r.Contender.Name == Rivals.FastPath) is not { Failure: null } rival)
        {
            return "";
        }

        ContenderResults product = results[0];
        return new Targets()
            .AtMost($"P3: server CPU per webhook, as a multiple of {Rivals.FastPath}", 1, product.Ratio(rival, static r => r.ServerMicroseconds).Median, "F2")
            .AtLeast($"P4: webhooks/s, as a multiple of {Rivals.FastPath}", 1, product.Ratio(rival, static r => r.RequestsPerSecond).Median, "F2")
            .ToString();
    }

    private static string Ratios(IReadOnlyList<ContenderResults> results)
    {
        var table = new MarkdownTable("callgoose, in the same round, as a multiple of", "webhooks/s", "server CPU per webhook");
        foreach (ContenderResults rival in results.Skip(1))
        {
            table.Row(
                rival.Contender.Name,
                rival.Failure ?? results[0].Ratio(rival, static r => r.RequestsPerSecond).ToString("F2"),
                rival.Failure ?? results[0].Ratio(rival, static r => r.ServerMicroseconds).ToString("F2"));
        }

        return table.ToString();
    }

    private static string Figures(IReadOnlyList<ContenderResults> results)
    {
        var table = new MarkdownTable(
            "contender", "webhooks/s", "server CPU, µs per webhook", "answer p50, ms", "answer p99, ms",
            "cores: server", "wrk", "others", "stolen");
        foreach (ContenderResults contender in results.Where(static c => c.Failure is null))
        {
            string Cores(Func<ThroughputRound, double> figure) => Texts.Number(contender.Spread(figure).Median, "F2");
            table.Row(
                contender.Contender.Name,
                contender.Spread(static r => r.RequestsPerSecond).ToString("F0"),
                contender.Spread(static r => r.ServerMicroseconds).ToString("F1"),
                contender.Spread(static r => r.P50Milliseconds).ToString("F2"),
                contender.Spread(static r => r.P99Milliseconds).ToString("F2"),
                Cores(static r => r.ServerCores),
                Cores(static r => r.ClientCores),
                Cores(static r => r.OtherCores),
                Cores(static r => r.StolenCores));
        }

        return table.ToString();
    }

    private static string Stored(ContenderResults product) =>
        $"callgoose answered {product.Rounds.Sum(static r => r.Requests)} webhooks in these rounds; none was refused, "
        + "and the incident of each was found in the store, once.\n";
}
