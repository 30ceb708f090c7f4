using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>An edit regenerates only what it changes.</summary>
public class IncrementalTests
{
    private static readonly AdditionalText First = Fixture.File("first", Fixture.Named("First"));
    private static readonly AdditionalText Second = Fixture.File("second", Fixture.Named("Second"));

    [Fact]
    public void Every_step_is_tracked()
    {
        GeneratorRun run = GeneratorRun.Of(First, Second);

        foreach (string step in (string[])[TrackingNames.ParsedFiles, TrackingNames.Specs, TrackingNames.Conflicts, TrackingNames.Table])
        {
            Assert.All(run.Reasons(step), static reason => Assert.Equal(IncrementalStepRunReason.New, reason));
        }

        Assert.Equal(run.Sources.Keys.Order(StringComparer.Ordinal), run.EmittedAnew);
    }

    [Fact]
    public void Editing_one_of_two_files_emits_only_that_one()
    {
        AdditionalText edited = Fixture.File("second", Fixture.Named("Second", "another alias"));

        GeneratorRun run = GeneratorRun.Of(First, Second).Replace(Second, edited);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.ParsedFiles));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Specs));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Table));
        Assert.All(run.EmittedAnew, static name => Assert.StartsWith("Second", name, StringComparison.Ordinal));
        Assert.Equal(4, run.EmittedAnew.Count());
        Assert.Contains("another alias", run.Sources["SecondIntegration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_that_only_moves_lines_emits_nothing()
    {
        AdditionalText edited = Fixture.File("second", "\n\n" + Fixture.Named("Second").Replace(": ", "  :\t", StringComparison.Ordinal));

        GeneratorRun run = GeneratorRun.Of(First, Second).Replace(Second, edited);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.ParsedFiles));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.Specs));
        Assert.Empty(run.EmittedAnew);
    }

    [Fact]
    public void An_edit_that_only_moves_lines_moves_diagnostics()
    {
        AdditionalText broken = Fixture.File("second", """{ "nam": 1 }""");
        AdditionalText moved = Fixture.File("second", """

              { "nam": 1 }
            """);

        GeneratorRun before = GeneratorRun.Of(First, broken);
        GeneratorRun after = before.Replace(broken, moved);

        Assert.Equal(before.Diagnostics.Select(static diagnostic => diagnostic.GetMessage()), after.Diagnostics.Select(static diagnostic => diagnostic.GetMessage()));
        Assert.Equal([(0, 0), (0, 0), (0, 2)], before.Diagnostics.Select(Start));
        Assert.Equal([(1, 2), (1, 2), (1, 4)], after.Diagnostics.Select(Start));
        Assert.Empty(after.EmittedAnew);
    }

    [Fact]
    public void A_new_name_changes_the_table()
    {
        GeneratorRun run = GeneratorRun.Of(First, Second).Replace(Second, Fixture.File("second", Fixture.Named("Third")));

        Assert.Equal(["BuiltInIntegrations.g.cs", "ThirdFilters.g.cs"], run.EmittedAnew.Take(2));
        Assert.Equal(5, run.EmittedAnew.Count());
        Assert.DoesNotContain(run.Sources.Keys, static name => name.StartsWith("Second", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_mended_is_emitted_and_its_diagnostics_go()
    {
        AdditionalText broken = Fixture.File("second", "{");
        GeneratorRun before = GeneratorRun.Of(First, broken);
        Assert.Single(before.Diagnostics);

        GeneratorRun after = before.Replace(broken, Second);

        Assert.Empty(after.Diagnostics);
        Assert.Contains("SecondIntegration.g.cs", after.Sources.Keys);
    }

    private static (int Line, int Character) Start(Diagnostic diagnostic) =>
        (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Location.GetLineSpan().StartLinePosition.Character);
}
