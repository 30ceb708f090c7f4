using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Reporting;

/// <summary>Figures of the product alone: start, size, memory.</summary>
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
        Targets targets = new Targets()
            .AtMost("P7: start to first 201, existing data folder", 30, startUp.ExistingFolder.Median, "F1", " ms")
            .AtMost("P7: size of the executable", 20, executableBytes / 1e6, "F1", " MB");
        return $"{table}\n{targets}";
    }

    /// <summary>What many webhooks leave behind.</summary>
    public static string Write(MemoryUse memory)
    {
        var table = new MarkdownTable("figure", "value");
        table.Row("RSS idle", Texts.Mebibytes(memory.IdleBytes));
        table.Row($"RSS after {memory.Webhooks} webhooks", Texts.Mebibytes(memory.LoadedBytes));
        table.Row(
            "managed allocation of the whole process, Kestrel included", $"{Texts.Number(memory.AllocatedBytesPerWebhook, "F1")} B per webhook");
        table.Row(
            $"collections of generation 0, 1, 2 during {memory.Webhooks} webhooks",
            string.Join(", ", memory.Collections.Select(static c => Texts.Number(c, "F0"))));
        table.Row(
            "data folder then, per incident",
            $"{Texts.Mebibytes(memory.DataBytes)} with the write-ahead log, {Texts.Mebibytes(memory.DataBytesAtRest)} at rest, "
            + $"{Texts.Number((double)memory.DataBytesAtRest / memory.Incidents, "F0")} B");
        Targets targets = new Targets()
            .AtMost("P5: allocation of the whole process per webhook", 64, memory.AllocatedBytesPerWebhook, "F1", " B")
            .AtMost($"P5: collections during {memory.Webhooks} webhooks", 0, memory.Collections.Sum(), "F0")
            .AtMost("P7: RSS idle", 25, memory.IdleBytes / 1e6, "F1", " MB")
            .AtMost($"P7: RSS after {memory.Webhooks} webhooks", 45, memory.LoadedBytes / 1e6, "F1", " MB");
        return $"{table}\n{targets}";
    }
}
