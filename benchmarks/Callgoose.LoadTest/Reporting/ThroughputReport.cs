using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The closed loop: the contenders' abilities, the ratios, and the figures behind them.</summary>
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
        ContenderResults product = results[0];
        double Cpu(ContenderResults rival) => product.Ratio(rival, static r => r.ServerMicroseconds).Median;
        double Rate(ContenderResults rival) => product.Ratio(rival, static r => r.RequestsPerSecond).Median;
        ContenderResults[] measured = [.. results.Skip(1).Where(static r => r.Failure is null)];
        ContenderResults[] durable = [.. measured.Where(static r => r.Contender.Abilities.Durable)];
        var targets = new Targets();
        if (durable.MaxBy(Cpu) is ContenderResults leanest && durable.MinBy(Rate) is ContenderResults fastest)
        {
            targets.AtMost($"P3a: server CPU per webhook, as a multiple of the best that keeps them, {leanest.Contender.Name}", 0.6, Cpu(leanest), "F2")
                .AtLeast($"P4a: webhooks/s, as a multiple of the best that keeps them, {fastest.Contender.Name}", 2, Rate(fastest), "F2");
        }

        if (Array.Find(measured, static r => r.Contender.Name == Rivals.FastPath) is ContenderResults keepsNothing)
        {
            targets.AtMost($"P3b: server CPU per webhook, as a multiple of {Rivals.FastPath}, which keeps nothing", 1.2, Cpu(keepsNothing), "F2")
                .AtLeast($"P4b: webhooks/s, as a multiple of {Rivals.FastPath}, which keeps nothing (the target is for 512 connections)", 0.8, Rate(keepsNothing), "F2");
        }

        return targets.ToString();
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
