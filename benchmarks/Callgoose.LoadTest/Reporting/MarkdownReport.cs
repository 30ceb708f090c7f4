using System.Globalization;
using System.Text;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The results as Markdown.</summary>
internal static class MarkdownReport
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>Writes all of it.</summary>
    public static string Write(Results results)
    {
        var text = new StringBuilder();
        WriteMachine(text, results);
        WriteRatios(text, results);
        WriteThroughput(text, results);
        WriteFigures(text, results);
        return text.ToString();
    }

    private static void WriteMachine(StringBuilder text, Results results)
    {
        LoadTestOptions options = results.Options;
        Line(text, $"`--rounds {options.Rounds} --seconds {options.Time.TotalSeconds} --connections {options.Connections} --threads {options.Threads}`, on:");
        Line(text, $"");
        foreach ((string what, string which) in results.Machine.Lines)
        {
            Line(text, $"- {what}: {which}");
        }

        Line(text, $"");
    }

    private static void WriteRatios(StringBuilder text, Results results)
    {
        ContenderResults product = results.Contenders[0];
        Line(text, $"| callgoose, in the same round, as a multiple of | webhooks/s | server CPU per webhook |");
        Line(text, $"| --- | --- | --- |");
        foreach (ContenderResults rival in results.Contenders.Skip(1))
        {
            Line(text, $"| {rival.Name} | {product.Ratio(rival, static r => r.RequestsPerSecond).ToString("F2")} | {product.Ratio(rival, static r => r.ServerMicroseconds).ToString("F2")} |");
        }

        foreach (string missing in results.Missing)
        {
            Line(text, $"| {missing} | missing: not installed | missing: not installed |");
        }

        Line(text, $"");
    }

    private static void WriteThroughput(StringBuilder text, Results results)
    {
        Line(text, $"| contender | does | webhooks/s | server CPU, µs per webhook | answer p50, ms | answer p99, ms | server, cores | wrk, cores | others, cores | stolen, cores |");
        Line(text, $"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (ContenderResults contender in results.Contenders)
        {
            string Cell(Func<ThroughputRound, double> figure, string format) => contender.Spread(figure).ToString(format);
            string Median(Func<ThroughputRound, double> figure) =>
                contender.Spread(figure).Median.ToString("F2", CultureInfo.InvariantCulture);
            Line(text, $"| {contender.Name} | {contender.Does} | {Cell(static r => r.RequestsPerSecond, "F0")} | {Cell(static r => r.ServerMicroseconds, "F1")} | {Cell(static r => r.P50Milliseconds, "F2")} | {Cell(static r => r.P99Milliseconds, "F2")} | {Median(static r => r.ServerCores)} | {Median(static r => r.ClientCores)} | {Median(static r => r.OtherCores)} | {Median(static r => r.StolenCores)} |");
        }

        ContenderResults product = results.Contenders[0];
        Line(text, $"");
        Line(text, $"Medians, least and most of the rounds. callgoose answered {product.Rounds.Sum(static r => r.Requests)} webhooks in these rounds; none was refused, and each is stored once.");
        Line(text, $"");
    }

    private static void WriteFigures(StringBuilder text, Results results)
    {
        Line(text, $"| figure | value |");
        Line(text, $"| --- | --- |");
        Line(text, $"| size of the executable | {results.ExecutableBytes / 1e6:F1} MB ({results.ExecutableBytes} bytes) |");
        Line(text, $"| start to first 201, fresh data folder | {results.StartUp.FreshFolder.ToString("F1")} ms, {results.Options.Starts} starts |");
        Line(text, $"| start to first 201, existing data folder | {results.StartUp.ExistingFolder.ToString("F1")} ms, {results.Options.Starts} starts |");
        Line(text, $"| control: start to end of `/bin/true` | {results.StartUp.EmptyProgram.ToString("F1")} ms |");
        Line(text, $"| RSS idle | {results.Memory.Idle / Mebibyte:F1} MiB |");
        Line(text, $"| RSS after {MemoryUse.Webhooks} webhooks, each answered with 201 and stored once | {results.Memory.Loaded / Mebibyte:F1} MiB |");
        Line(text, $"| managed allocation of the whole process, same code under the .NET runtime | {results.Allocations.BytesPerWebhook:F1} B per webhook |");
        Line(text, $"| collections of generation 0, 1, 2 in {Allocations.Webhooks} webhooks, same | {string.Join(", ", results.Allocations.Collections)} |");
        Line(text, $"| control: write of 4 KiB and fsync, in a loop | mean {results.Disk.MeanMicroseconds:F0} µs, p99 {results.Disk.P99Microseconds:F0} µs |");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
