using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Reporting;

/// <summary>The part of <c>benchmarks/README.md</c> that holds the last results.</summary>
internal static class ReadmeSection
{
    private const string Begin = "<!-- load-test: begin -->";
    private const string End = "<!-- load-test: end -->";

    /// <summary>Puts a report in the place of the last one.</summary>
    public static void Replace(string report)
    {
        string text = File.ReadAllText(Repository.Readme);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new LoadTestException($"benchmarks/README.md has no place between '{Begin}' and '{End}'.");
        }

        File.WriteAllText(Repository.Readme, $"{text[..(begin + Begin.Length)]}\n\n{report}\n{text[end..]}");
    }
}
