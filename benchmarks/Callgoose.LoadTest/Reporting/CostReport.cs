using Callgoose.LoadTest.Measurements;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The cost of each part of a request, and its lower bound.</summary>
internal static class CostReport
{
    /// <summary>Writes it.</summary>
    /// <param name="cost">The parts.</param>
    /// <param name="hops">Which threads wake which, with few connections and with many.</param>
    /// <param name="floors">The contenders that only answer, in the closed loop.</param>
    public static string Write(Cost cost, IReadOnlyList<Hops> hops, IReadOnlyList<ContenderResults> floors)
    {
        var parts = new MarkdownTable("part", "share", "server CPU, µs per webhook");
        foreach ((string name, int samples) in cost.Parts)
        {
            double share = (double)samples / cost.Samples;
            parts.Row(name, $"{Texts.Number(100 * share, "F1")} %", Texts.Number(share * cost.ServerMicroseconds, "F2"));
        }

        parts.Row("**all**", $"{cost.Samples} samples", Texts.Number(cost.ServerMicroseconds, "F2"));

        var limits = new MarkdownTable("the least that it could be", "value");
        foreach (ContenderResults floor in floors.Where(static f => f.Failure is null))
        {
            limits.Row(
                $"network and HTTP: an empty 200 from `{floor.Contender.Name}`, server CPU",
                $"{floor.Spread(static r => r.ServerMicroseconds).ToString("F1")} µs");
        }

        limits.Row("read, match, route: a copy of the payload", $"{Texts.Number(cost.CopyNanoseconds, "F1")} ns");
        limits.Row("commit: a write of 4 KiB and fsync, in the middle; one for all who wait", $"{Texts.Number(cost.SyncMilliseconds, "F2")} ms");
        return $"{parts}\n{HopsOf(hops)}\n{limits}";
    }

    private static string HopsOf(IReadOnlyList<Hops> hops)
    {
        var table = new MarkdownTable("connections", "threads", "server CPU, µs per webhook", "sleeps per webhook", "cores taken away per webhook", "waited for a core, µs each time");
        foreach (Hops result in hops)
        {
            foreach ((string name, ThreadUse use) in result.Threads)
            {
                table.Row(
                    $"{result.Connections}",
                    $"`{name}`",
                    Texts.Number(use.Cpu.TotalMicroseconds / result.Webhooks, "F2"),
                    Texts.Number((double)use.Sleeps / result.Webhooks, "F3"),
                    Texts.Number((double)use.Preemptions / result.Webhooks, "F3"),
                    Texts.Number(use.Waited.TotalMicroseconds / (use.Sleeps + use.Preemptions), "F0"));
            }
        }

        string wake = hops.Count == 0 ? "" : $"From one thread's waking another to the other's running, with nothing else to do: {Texts.Number(Spread.Of(hops.Select(static h => h.WakeMicroseconds)).Median, "F1")} µs.\n";
        return $"{table}\n{wake}";
    }
}
