using Callgoose.Generators.Destinations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Generators.Tests;

/// <summary>
/// The code emitted for destination files equals the committed code, which a person has read. A mistake in a file stops the build at its place.
/// </summary>
public class DestinationSnapshotTests
{
    [Theory]
    [InlineData("Webhook")]
    [InlineData("PagerDuty")]
    [InlineData("SlackApi")]
    public void A_kind_that_is_built_in(string name)
    {
        GeneratorRunResult result = Run(new InMemoryFile(Fixture.Folder + name + ".destination.json", Text(name)));

        Assert.Empty(result.Diagnostics);
        Snapshot.Matches($"Destinations/{name}", result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString()));
    }

    [Fact]
    public void Code_hangs_on_the_meaning_of_a_file_and_not_on_its_spaces()
    {
        GeneratorRunResult one = Run(new InMemoryFile(Fixture.Folder + "Slack.destination.json", Text("Slack")));
        GeneratorRunResult other = Run(new InMemoryFile("/elsewhere/Slack.destination.json", Text("Slack").Replace("\n", "\n  ", StringComparison.Ordinal)));

        Assert.Equal(one.GeneratedSources.Select(static source => source.SourceText.ToString()), other.GeneratedSources.Select(static source => source.SourceText.ToString()));
    }

    [Theory]
    [InlineData("\"{title|line|cut:200|xml}\"", "\"{titel}\"", "CG5001", "did you mean \"title\"?")]
    [InlineData("&lt;b&gt;is", "<b>is", "CG5003", "&lt;b&gt;")]
    public void A_mistake_stops_the_build_at_its_place(string right, string wrong, string rule, string words)
    {
        GeneratorRunResult result = Run(new InMemoryFile(Fixture.Folder + "Slack.destination.json", Text("Slack").Replace(right, wrong, StringComparison.Ordinal)));

        Diagnostic found = result.Diagnostics.First(diagnostic => diagnostic.Id == rule);
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.Contains(words, found.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(Fixture.Folder + "Slack.destination.json", found.Location.GetLineSpan().Path);
        Assert.InRange(found.Location.GetLineSpan().StartLinePosition.Line, 5, 60);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".destination.json"));

    private static GeneratorRunResult Run(AdditionalText file)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DestinationGenerator().AsSourceGenerator()], [file]);
        CSharpCompilation compilation = CSharpCompilation.Create("Tested", [GeneratorRun.Parse("internal static class First;")]);
        return Assert.Single(driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results);
    }
}
