using System.Globalization;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The results as Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes all of it.</summary>
    public static string Write(Results results) =>
        string.Join('\n', Machine(results), Ratios(results), Throughput(results), Stored(results), Figures(results));

    private static string Machine(Results results)
    {
        LoadTestOptions asked = results.Options;
        string seconds = Number(asked.Time.TotalSeconds, "F0");
        string options = $"--rounds {asked.Rounds} --seconds {seconds} --connections {asked.Connections} --threads {asked.Threads}";
        return $"`{options}`, on\n\n" + string.Concat(results.Machine.Lines.Select(static l => $"- {l.What}: {l.Which}\n"));
    }

    private static string Ratios(Results results)
    {
        var table = new MarkdownTable("callgoose, in the same round, as a multiple of", "webhooks/s", "server CPU per webhook");
        ContenderResults product = results.Contenders[0];
        foreach (ContenderResults rival in results.Contenders.Skip(1))
        {
            table.Row(
                rival.Name,
                product.Ratio(rival, static r => r.RequestsPerSecond).ToString("F2"),
                product.Ratio(rival, static r => r.ServerMicroseconds).ToString("F2"));
        }

        foreach (string missing in results.Missing)
        {
            table.Row(missing, "missing: not installed", "missing: not installed");
        }

        return table.ToString();
    }

    private static string Throughput(Results results)
    {
        var table = new MarkdownTable(
            "contender", "webhooks/s", "server CPU, µs per webhook", "answer p50, ms", "answer p99, ms",
            "cores: server", "wrk", "others", "stolen");
        foreach (ContenderResults contender in results.Contenders)
        {
            string Cores(Func<ThroughputRound, double> figure) => Number(contender.Spread(figure).Median, "F2");
            table.Row(
                contender.Name,
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

    private static string Stored(Results results) =>
        $"callgoose answered {results.Contenders[0].Rounds.Sum(static r => r.Requests)} webhooks in these rounds; none was refused, "
        + "and the incident of each was found in the store, once.\n";

    private static string Figures(Results results)
    {
        const string Runtime = "same code under the .NET runtime";
        string starts = $"{results.Options.Starts} starts";
        var table = new MarkdownTable("figure", "value");
        table.Row("size of the executable", $"{Number(results.ExecutableBytes / 1e6, "F1")} MB ({results.ExecutableBytes} bytes)");
        table.Row("start to first 201, fresh data folder", $"{results.StartUp.FreshFolder.ToString("F1")} ms, {starts}");
        table.Row("start to first 201, existing data folder", $"{results.StartUp.ExistingFolder.ToString("F1")} ms, {starts}");
        table.Row("control: start to end of `/bin/true`", $"{results.StartUp.EmptyProgram.ToString("F1")} ms");
        table.Row("RSS idle", Mebibytes(results.Memory.Idle));
        table.Row($"RSS after {MemoryUse.Webhooks} webhooks", Mebibytes(results.Memory.Loaded));
        table.Row(
            $"managed allocation of the whole process, {Runtime}",
            $"{Number(results.Allocations.BytesPerWebhook, "F0")} B per webhook");
        table.Row(
            $"collections of generation 0, 1, 2 in {Allocations.Webhooks} webhooks, {Runtime}",
            string.Join(", ", results.Allocations.Collections));
        table.Row(
            "control: write of 4 KiB and fsync, in a loop",
            $"mean {Number(results.Disk.MeanMicroseconds, "F0")} µs, p99 {Number(results.Disk.P99Microseconds, "F0")} µs");
        return table.ToString();
    }

    private static string Mebibytes(long bytes) => $"{Number(bytes / (1024.0 * 1024), "F1")} MiB";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
