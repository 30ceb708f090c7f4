using Callgoose.Schema;
using Callgoose.Schema.Destinations;
using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>A mistake in a file is reported with file, line and column, and does not affect other files.</summary>
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
        Assert.Equal(5, run.Sources.Count);
        Assert.DoesNotContain(run.Sources, static source => source.Key.Contains("Broken", StringComparison.Ordinal) || source.Value.Contains("Broken", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_problems_the_last_one_that_is_told_counts_the_others()
    {
        string text = Fixture.Named("Broken").Replace("\"filters\"", string.Concat(Enumerable.Range(0, 150).Select(static i => $"\"x{i}\": 1, ")) + "\"filters\"", StringComparison.Ordinal);

        Diagnostic[] told = [.. GeneratorRun.Of(Fixture.File("broken", text)).Diagnostics];

        Assert.Equal(100, told.Length);
        Assert.EndsWith("50 more problems of this file are not told.", told[^1].GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trap_is_a_warning_and_the_file_is_emitted()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", """
            { "name": "Trap", "filters": [ { "name": "f", "urgency": "low",
                "trigger": { "when": { "key": "s", "contains": ["unresolved"] }, "incident_mapped_with": "id" },
                "resolve": { "when": { "key": "s", "contains": ["resolved"] }, "incident_mapped_with": "id" } } ],
              "samples": { "ignored": [ { "id": 1 } ] } }
            """));

        Assert.Empty(run.Diagnostics);
        Diagnostic warning = Assert.Single(run.Warnings);
        Assert.Equal(("CG6001", "rules/CG6001.md"), (warning.Id, warning.Descriptor.HelpLinkUri));
        Assert.Equal(5, run.Sources.Count);
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

        Assert.Equal(15, run.Sources.Count);
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

        Assert.Equal(
            SchemaRules.All.Concat(DestinationRules.All).OrderBy(static rule => rule.Id, StringComparer.Ordinal)
                .Select(static rule => $"{rule.Id} | Callgoose.Schema | {(rule.IsWarning ? "Warning" : "Error")} | {rule.Title}, [page](rules/{rule.Id}.md)"),
            rows);
    }
}
