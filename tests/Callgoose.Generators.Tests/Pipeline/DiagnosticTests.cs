using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>What is wrong with a file is told with file, line and column, and does not harm other files.</summary>
public class DiagnosticTests
{
    private static readonly AdditionalText Right = Fixture.File("right", Fixture.Named("Right"));

    [Fact]
    public void A_problem_is_an_error_at_its_place_in_its_file()
    {
        AdditionalText broken = Fixture.File("broken", "{\r\n\t\"name\": \"漢😀\", \"filtres\": [],\r\n\t\"filters\": []\r\n}");

        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(broken, Right).Diagnostics);

        Assert.Equal("CG2001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, diagnostic.Descriptor.CustomTags);
        Assert.Equal("rules/CG2001.md", diagnostic.Descriptor.HelpLinkUri);
        Assert.Equal(broken.Path + ": (1,16)-(1,25)", diagnostic.Location.GetLineSpan().ToString());
        Assert.Equal("\"filtres\"", broken.GetText(TestContext.Current.CancellationToken)!.ToString(diagnostic.Location.SourceSpan));
        Assert.StartsWith("There is no property \"filtres\" here; did you mean \"filters\"?", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_emits_nothing_and_the_others_are_emitted()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("broken", Fixture.Named("Broken") + "x"), Right);

        Assert.Equal("CG1001", Assert.Single(run.Diagnostics).Id);
        Assert.Equal(6, run.Sources.Count);
        Assert.DoesNotContain(run.Sources, static source => source.Key.Contains("Broken", StringComparison.Ordinal) || source.Value.Contains("Broken", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_right_file_the_table_is_empty()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("broken", string.Empty));

        Assert.Equal(["BuiltInIntegrations.g.cs"], run.Sources.Keys);
        CompiledFile.Load(run.Sources);
    }

    [Theory]
    [InlineData("right.json")]
    [InlineData("right.integration.jsonc")]
    [InlineData("right.INTEGRATION.JSON")]
    [InlineData("right.integration.json.bak")]
    [InlineData("integration.json")]
    [InlineData("integration.schema.json")]
    public void Files_with_other_endings_are_left_alone(string name)
    {
        GeneratorRun run = GeneratorRun.Of(new InMemoryFile(Fixture.Folder + name, "not JSON"));

        Assert.Empty(run.Diagnostics);
        Assert.Equal(["BuiltInIntegrations.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void No_emitted_text_names_a_folder_of_the_machine()
    {
        GeneratorRun run = GeneratorRun.Of(
            Fixture.File("a", Fixture.BetterStack), Fixture.File("b", Fixture.Odd), Fixture.File("c", Fixture.NoPayload));

        Assert.Equal(16, run.Sources.Count);
        Assert.DoesNotContain(run.Sources, static source => (source.Key + source.Value).Contains(Fixture.Folder, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Sources.Keys, static name => name.AsSpan().ContainsAny("/\\"));
        Assert.DoesNotContain(run.Sources.Values, static text => text.Contains('\r', StringComparison.Ordinal));
    }

    [Fact]
    public void Emitted_texts_do_not_depend_on_the_order_of_files()
    {
        AdditionalText[] files = [Fixture.File("a", Fixture.BetterStack), Fixture.File("b", Fixture.Odd), Fixture.File("c", Fixture.NoPayload)];

        Assert.Equal(GeneratorRun.Of(files).Sources, GeneratorRun.Of([.. files.Reverse()]).Sources);
    }

    [Fact]
    public void Every_rule_is_listed_for_its_release()
    {
        string[] released = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Releases", "AnalyzerReleases.Shipped.md"));
        string[] unreleased = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Releases", "AnalyzerReleases.Unshipped.md"));
        IEnumerable<string> rows = released.Concat(unreleased).Where(static line => line.StartsWith("CG", StringComparison.Ordinal));

        Assert.Equal(SchemaRules.All.Concat(DestinationRules.All).Select(static rule => $"{rule.Id} | Callgoose.Schema | Error | {rule.Title}, [page](rules/{rule.Id}.md)"), rows);
    }
}
