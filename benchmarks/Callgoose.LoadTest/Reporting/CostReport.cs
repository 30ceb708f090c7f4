using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>What each part of a request costs, and the least that it could cost.</summary>
internal static class CostReport
{
    /// <summary>Writes it.</summary>
    /// <param name="cost">The parts.</param>
    /// <param name="floors">Those that only answer, in the closed loop.</param>
    public static string Write(Cost cost, IReadOnlyList<ContenderResults> floors)
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
        return $"{parts}\n{limits}";
    }
}
