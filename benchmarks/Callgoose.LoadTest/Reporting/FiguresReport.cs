using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>What the product takes by itself: start, size, memory, allocation.</summary>
internal static class FiguresReport
{
    /// <summary>Size and start.</summary>
    public static string Write(StartUp startUp, long executableBytes, int starts)
    {
        var table = new MarkdownTable("figure", "value");
        table.Row("size of the executable", $"{Texts.Number(executableBytes / 1e6, "F1")} MB ({executableBytes} bytes)");
        table.Row("start to first 201, fresh data folder", $"{startUp.FreshFolder.ToString("F1")} ms, {starts} starts");
        table.Row("start to first 201, existing data folder", $"{startUp.ExistingFolder.ToString("F1")} ms, {starts} starts");
        table.Row("control: start to end of `/bin/true`", $"{startUp.EmptyProgram.ToString("F1")} ms");
        return table.ToString();
    }

    /// <summary>Resident memory.</summary>
    public static string Write(MemoryUse memory)
    {
        var table = new MarkdownTable("figure", "value");
        table.Row("RSS idle", Texts.Mebibytes(memory.Idle));
        table.Row($"RSS after {MemoryUse.Webhooks} webhooks", Texts.Mebibytes(memory.Loaded));
        return table.ToString();
    }

    /// <summary>Managed allocation.</summary>
    public static string Write(Allocations allocations)
    {
        const string Runtime = "same code under the .NET runtime";
        var table = new MarkdownTable("figure", "value");
        table.Row(
            $"managed allocation of the whole process, {Runtime}", $"{Texts.Number(allocations.BytesPerWebhook, "F0")} B per webhook");
        table.Row(
            $"collections of generation 0, 1, 2 in {Allocations.Webhooks} webhooks, {Runtime}",
            string.Join(", ", allocations.Collections));
        return table.ToString();
    }
}
