namespace Callgoose.Schema.Tests;

/// <summary>Every rule is reported with its id at the exact place, once, with a message that says what to write.</summary>
public class RuleTests
{
    public static TheoryData<BrokenFile> Broken => new(BrokenFiles.All);

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_gives_one_problem_at_its_place(BrokenFile file) => Check(file.Marked, file);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Line_ends_of_two_characters_do_not_move_the_place(BrokenFile file) =>
        Check(file.Marked.Replace("\n", "\r\n", StringComparison.Ordinal), file);

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_carriage_return_alone_ends_a_line(BrokenFile file) => Check(file.Marked.Replace('\n', '\r'), file);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Tabs_count_as_one_character(BrokenFile file) => Check(file.Marked.Replace("  ", "\t", StringComparison.Ordinal), file);

    /// <summary>Samples run only if nothing else is wrong.</summary>
    public static TheoryData<BrokenFile> BrokenBesidesSamples => new(BrokenFiles.All.Where(static file => file.Rule is not ("CG3008" or "CG3009" or "CG3010")));

    [Theory]
    [MemberData(nameof(BrokenBesidesSamples))]
    public void Characters_of_several_bytes_before_the_place_count_as_compilers_count(BrokenFile file) =>
        Check(file.Marked.Replace("{\n", "{ \"é漢字😀\": 0,\n", StringComparison.Ordinal), file, others: 1);

    [Fact]
    public void Characters_of_several_bytes_in_the_line_of_the_place_count_as_compilers_count()
    {
        SchemaProblem problem = Assert.Single(SchemaParser.Parse("{\r\n\t\"name\": \"é漢字😀\", \"alias\": [],\r\n \"filters\": [] }").Problems);

        Assert.Equal("CG2001", problem.Rule.Id);
        Assert.Equal(new SchemaLocation(21, 7, new LinePosition(1, 18), new LinePosition(1, 25)), problem.Location);
    }

    [Fact]
    public void A_place_may_span_lines()
    {
        SchemaProblem problem = Assert.Single(SchemaParser.Parse("{ \"name\": \"x\",\n  \"filters\": {\n  } }").Problems);

        Assert.Equal(new SchemaLocation(28, 5, new LinePosition(1, 13), new LinePosition(2, 3)), problem.Location);
    }

    [Fact]
    public void All_problems_of_a_file_are_told_in_the_order_of_the_file()
    {
        string text = SchemaFiles.WithFilters(
            """{ "name": "a", "urgency": "hi", "trigger": { "wen": 1 } }""", """{ "name": "b", "urgency": "low", "trigger": 5 }""", "7");

        Assert.Equal(["CG2004", "CG2001", "CG2003", "CG2003"], SchemaParser.Parse(text).Problems.Select(static problem => problem.Rule.Id));
    }

    [Fact]
    public void Problems_are_told_by_place_whatever_is_found_first()
    {
        string text = SchemaFiles.With("""  "filtres": [ ], "samples": { "x": 1 }""").Replace("\"Tool\"", "7", StringComparison.Ordinal);

        Assert.Equal(["CG2003", "CG2001", "CG2001"], SchemaParser.Parse(text).Problems.Select(static problem => problem.Rule.Id));
    }

    [Fact]
    public void Of_many_problems_the_first_hundred_are_told_and_the_others_counted()
    {
        string text = SchemaFiles.With(string.Join(",\n", Enumerable.Range(0, 12_001).Select(static i => $"\"x{i}\": {i}")));

        SchemaParseResult result = SchemaParser.Parse(text);

        Assert.Equal(100, result.Problems.Count);
        Assert.Equal(11_901, result.Hidden);
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"There is no property \"x{i}\" here"), result.Problems.Select(static problem => problem.Message.Split(';')[0]));
    }

    private static void Check(string marked, BrokenFile file, int others = 0)
    {
        var expected = new MarkedText(marked);
        SchemaParseResult result = SchemaParser.Parse(expected.Text);

        Assert.Null(result.Schema);
        SchemaProblem problem = Assert.Single(
            result.Problems, problem => others == 0 || !problem.Message.Contains("é漢字😀", StringComparison.Ordinal));
        Assert.Equal(file.Rule, problem.Rule.Id);
        Assert.Equal(expected.Location, problem.Location);
        Assert.Contains(file.Advice, problem.Message, StringComparison.Ordinal);
    }
}
