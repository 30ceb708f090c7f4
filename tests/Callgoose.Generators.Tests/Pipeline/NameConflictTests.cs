using Microsoft.CodeAnalysis;

namespace Callgoose.Generators.Tests;

/// <summary>A name or alias belongs to one file. Of two files, the later one by path is reported and not emitted.</summary>
public class NameConflictTests
{
    [Theory]
    [InlineData("Tool", "", "Tool", "")]
    [InlineData("Tool", "", "tOOL", "")]
    [InlineData("Tool", "x", "Other", "x")]
    [InlineData("Tool", "x", "Other", "X")]
    [InlineData("Tool", "x", "X", "y")]
    [InlineData("Tool", "x", "Other", "TOOL")]
    public void Two_files_of_one_name_or_alias(string name, string alias, string otherName, string otherAlias)
    {
        AdditionalText first = Fixture.File("a", Fixture.Named(name, Aliases(alias)));
        AdditionalText second = Fixture.File("b", Fixture.Named(otherName, Aliases(otherAlias)));

        foreach (GeneratorRun run in (GeneratorRun[])[GeneratorRun.Of(first, second), GeneratorRun.Of(second, first)])
        {
            Diagnostic diagnostic = Assert.Single(run.Diagnostics);
            Assert.Equal("CG3006", diagnostic.Id);
            Assert.Equal(second.Path, diagnostic.Location.GetLineSpan().Path);
            Assert.Contains("is taken by a.integration.json, case ignored; choose another one.", diagnostic.GetMessage(), StringComparison.Ordinal);
            Assert.Equal(5, run.Sources.Count);
            Assert.Contains("ToolIntegration.g.cs", run.Sources.Keys);
        }
    }

    [Fact]
    public void The_place_is_that_of_the_name()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", Fixture.Named("Tool")), Fixture.File("b", Fixture.Named("Other", "z", "tool")));

        Assert.Equal("(1,19)-(1,25)", Assert.Single(run.Diagnostics).Location.GetLineSpan().Span.ToString());
    }

    [Fact]
    public void A_broken_file_holds_its_name_too()
    {
        GeneratorRun run = GeneratorRun.Of(
            Fixture.File("a", """{ "name": "Tool" }"""), Fixture.File("b", Fixture.Named("tool")));

        Assert.Equal(["CG2002", "CG3006"], run.Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Equal(["BuiltInIntegrations.g.cs"], run.Sources.Keys);
    }

    [Fact]
    public void Any_number_of_files_may_be_for_everybody()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", Fixture.Named("A", "*")), Fixture.File("b", Fixture.Named("B", "*")));

        Assert.Empty(run.Diagnostics);
        Assert.Equal(9, run.Sources.Count);
    }

    [Fact]
    public void Names_that_differ_in_the_case_of_letters_beyond_ASCII_are_two_names()
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", Fixture.Named("A", "é")), Fixture.File("b", Fixture.Named("B", "É")));

        Assert.Empty(run.Diagnostics);
    }

    [Theory]
    [InlineData("a-b", "a_b")]
    [InlineData("a-b", "ab")]
    [InlineData("2fa", "key2fa")]
    [InlineData("2fa", "_0032fa")]
    [InlineData("日本", "😀")]
    [InlineData("tool 1", "tool-1")]
    [InlineData("I", "_0049")]
    public void Any_two_names_are_compiled_together(string name, string other)
    {
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", Fixture.Named(name)), Fixture.File("b", Fixture.Named(other)));

        Assert.Empty(run.Diagnostics);
        Assert.Equal(9, run.Sources.Count);
        CompiledFile.Load(run.Sources);
    }

    [Fact]
    public void Long_names_give_types_that_a_file_can_be_named_after()
    {
        string start = string.Concat(Enumerable.Repeat("😀", 99));
        GeneratorRun run = GeneratorRun.Of(Fixture.File("a", Fixture.Named(start + "a")), Fixture.File("b", Fixture.Named(start + "b")));

        Assert.Empty(run.Diagnostics);
        Assert.Equal(9, run.Sources.Count);
        Assert.All(run.Sources.Keys, static name => Assert.InRange(name.Length, 1, 120));
        CompiledFile.Load(run.Sources);
    }

    [Fact]
    public void One_name_may_begin_with_another()
    {
        GeneratorRun run = GeneratorRun.Of(
            Fixture.File("a", Fixture.Named("Tool")), Fixture.File("b", Fixture.Named("ToolPayload")), Fixture.File("c", Fixture.Named("ToolPayloadReader")));

        Assert.Empty(run.Diagnostics);
        CompiledFile.Load(run.Sources);
    }

    private static IEnumerable<string> Aliases(string alias) => alias.Length == 0 ? [] : [alias];
}
