namespace Callgoose.Schema.Tests;

/// <summary>A value at a limit is accepted, one beyond it is refused (Catalog/README.md 1).</summary>
public class LimitTests
{
    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Ten_items_are_accepted(int count, bool accepted) =>
        Check(accepted, SchemaFiles.WithWhen($$"""{ "contains": [{{Join(count, static i => $"\"{i}\"")}}] }"""));

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Ten_filters_are_accepted(int count, bool accepted) => Check(accepted, SchemaFiles.WithFilters(
        Enumerable.Range(0, count).Select(static i => $$"""{ "name": "{{i}}", "urgency": "P1", "trigger": { "when": { "contains": ["<{{i}}>"] } } }""")));

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Two_pairs_of_a_trigger_are_accepted(int count, bool accepted) =>
        Check(accepted, SchemaFiles.WithWhen($"[{Join(count, static i => $$"""{ "key": "k{{i}}" }""")}]"));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_pair_of_a_resolve_is_accepted(int count, bool accepted) => Check(
        accepted,
        SchemaFiles.WithResolve($$"""{ "when": [{{Join(count, static i => $$"""{ "key": "k{{i}}" }""")}}], "incident_mapped_with": "id" }"""));

    [Theory]
    [InlineData("x", 50, true)]
    [InlineData("x", 51, false)]
    [InlineData("漢", 50, true)]
    [InlineData("漢", 51, false)]
    [InlineData("😀", 50, true)]
    [InlineData("😀", 51, false)]
    [InlineData("\\ud83d\\ude00", 50, true)]
    [InlineData("\\ud83d\\ude00", 51, false)]
    public void Fifty_characters_of_an_item_are_accepted(string character, int count, bool accepted) =>
        Check(accepted, SchemaFiles.WithWhen($$"""{ "contains": ["{{Join(count, _ => character, string.Empty)}}"] }"""));

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_key_of_1024_characters_is_accepted(int count, bool accepted) =>
        Check(accepted, SchemaFiles.WithWhen($$"""{ "key": "{{Join(count, static _ => "😀", string.Empty)}}" }"""));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_of_100_characters_is_accepted(int count, bool accepted) =>
        Check(accepted, SchemaFiles.With($$"""  "aliases": ["{{Join(count, static _ => "😀", string.Empty)}}"]"""));

    private static void Check(bool accepted, string file)
    {
        SchemaParseResult result = SchemaParser.Parse(file);

        Assert.Equal(accepted ? [] : ["CG2005"], result.Problems.Select(static problem => problem.Rule.Id));
        Assert.Equal(accepted, result.Schema is not null);
    }

    private static string Join(int count, Func<int, string> item, string between = ", ") =>
        string.Join(between, Enumerable.Range(0, count).Select(item));
}
