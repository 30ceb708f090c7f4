using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The places in <c>benchmarks/README.md</c> that hold the latest results.</summary>
internal static class ReadmeSection
{
    /// <summary>Replaces the section of the same name.</summary>
    public static void Replace(string section, string report)
    {
        string beginMark = $"<!-- load-test {section}: begin -->";
        string endMark = $"<!-- load-test {section}: end -->";
        string text = File.ReadAllText(Repository.Readme);
        int begin = text.IndexOf(beginMark, StringComparison.Ordinal);
        int end = text.IndexOf(endMark, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new LoadTestException($"benchmarks/README.md has no place between '{beginMark}' and '{endMark}'.");
        }

        File.WriteAllText(Repository.Readme, $"{text[..(begin + beginMark.Length)]}\n\n{report.Trim()}\n\n{text[end..]}");
    }
}
