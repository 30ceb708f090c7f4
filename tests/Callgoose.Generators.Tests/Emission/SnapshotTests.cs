namespace Callgoose.Generators.Tests;

/// <summary>The emitted code equals the committed code, which a person has read.</summary>
public class SnapshotTests
{
    [Fact]
    public void The_file_of_the_integration_guide() => Check("BetterStack", Fixture.BetterStack);

    [Fact]
    public void A_file_with_names_that_are_hard_on_a_compiler() => Check("Odd", Fixture.Odd);

    [Fact]
    public void A_file_without_a_payload() => Check("NoPayload", Fixture.NoPayload);

    [Fact]
    public void An_extended_file_with_indexes() => Check("Extended", Fixture.Extended);

    [Fact]
    public void An_extended_file_with_all_abilities() => Check("Abilities", Fixture.Abilities);

    private static void Check(string name, string text)
    {
        var run = GeneratorRun.Of(Fixture.File(name, text));

        Assert.Empty(run.Diagnostics);
        Snapshot.Matches(name, run.Sources);
    }
}
