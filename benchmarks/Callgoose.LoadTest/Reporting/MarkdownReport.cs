namespace Callgoose.LoadTest.Reporting;

/// <summary>The results as Markdown, in sections that can be replaced one by one.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes the results.</summary>
    /// <returns>The name of each section and its text, in the order of the page.</returns>
    public static IEnumerable<(string Section, string Text)> Write(Results results)
    {
        yield return ("machine", string.Concat(results.Machine.Lines.Select(static l => $"- {l.What}: {l.Which}\n")));
        if (results.Throughput is { } throughput)
        {
            yield return Section(results, Part.Throughput, ThroughputReport.Write(throughput));
        }

        if (results.Latency is { } latency)
        {
            yield return Section(results, Part.Latency, LatencyReport.Write(latency));
        }

        if (results.StartUp is { } startUp)
        {
            yield return Section(results, Part.Start, FiguresReport.Write(startUp, results.ExecutableBytes, results.Options.Starts));
        }

        if (results.Memory is { } memory)
        {
            yield return Section(results, Part.Memory, FiguresReport.Write(memory));
        }

        if (results.Growth is { } growth)
        {
            yield return Section(results, Part.Growth, GrowthReport.Write(growth));
        }

        if (results.Cost is { } cost)
        {
            yield return Section(results, Part.Cost, CostReport.Write(cost, results.Hops, results.Floors));
        }

        if (results.Fairness is { } fairness)
        {
            yield return Section(results, Part.Fairness, FairnessReport.Write(fairness));
        }

        if (results.Shared is { } shared)
        {
            yield return Section(results, Part.Shared, SharedStoreReport.Write(shared));
        }

        if (results.Delivery is { } delivery)
        {
            yield return Section(results, Part.Delivery, DeliveryReport.Write(delivery));
        }
    }

    /// <summary>Each section states how it was measured, because the others may be from another day.</summary>
    private static (string Section, string Text) Section(Results results, Part part, string text)
    {
        LoadTestOptions asked = results.Options;
        string seconds = Texts.Number(asked.Time.TotalSeconds, "F0");
        string slow = asked.SyncDelay is TimeSpan delay ? $" --sync-microseconds {Texts.Number(delay.TotalMicroseconds, "F0")}" : "";
        string options = $"--rounds {asked.Rounds} --seconds {seconds} --connections {asked.Connections} --threads {asked.Threads}{slow}";
        return ($"{part}".ToLowerInvariant(), $"{results.Machine.Date}, {results.Machine.Product}, `{options}`\n\n{text}");
    }
}
