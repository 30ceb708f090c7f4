namespace Callgoose.Schema.Tests;

/// <summary>Every trap that can be proven is reported at its place, once, and the file still loads.</summary>
public class WarningTests
{
    public static TheoryData<BrokenFile> Warned => new(WarnedFiles.All);

    [Theory]
    [MemberData(nameof(Warned))]
    public void A_trap_gives_one_warning_at_its_place(BrokenFile file)
    {
        var expected = new MarkedText(file.Marked);

        SchemaParseResult result = SchemaParser.Parse(expected.Text);

        Assert.Empty(result.Problems);
        Assert.NotNull(result.Schema);
        SchemaProblem warning = Assert.Single(result.Warnings);
        Assert.Equal(file.Rule, warning.Rule.Id);
        Assert.True(warning.Rule.IsWarning);
        Assert.Equal(expected.Location, warning.Location);
        Assert.Contains(file.Advice, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_the_guide_has_no_trap() => Assert.Empty(SchemaParser.Parse(SchemaFiles.Guide).Warnings);

    [Theory]
    [InlineData("""{ "key": "s", "equals": ["unresolved"] }""", """{ "key": "s", "equals": ["resolved"] }""")]
    [InlineData("""{ "key": "s", "contains": ["Started"] }""", """{ "key": "s", "contains": ["Resolved"] }""")]
    [InlineData("""[ { "key": "s", "contains": ["unresolved"] }, { "key": "t", "exists": false } ]""", """[ { "key": "s", "contains": ["resolved"] }, { "key": "t", "exists": true } ]""")]
    [InlineData("""{ "key": "s", "starts_with": ["un"] }""", """{ "key": "s", "equals": ["resolved"] }""")]
    public void What_keeps_apart_is_no_trap(string trigger, string resolve)
    {
        SchemaParseResult result = SchemaParser.Parse($$"""
            { "name": "Tool", "extended": true,
              "filters": [ { "name": "f", "urgency": "low", "trigger": { "when": {{trigger}}, "incident_mapped_with": "id" }, "resolve": { "when": {{resolve}}, "incident_mapped_with": "id" } } ],
              "samples": { "ignored": [ { "id": 1 } ] } }
            """);

        Assert.Empty(result.Problems);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("NotStarted", "\"NotStarted\" contains \"Started\" inside a longer word")]
    [InlineData("Started", null)]
    [InlineData("NotStarted, Started", null)]
    [InlineData("Started: 1", null)]
    [InlineData("Started1", "\"Started1\" contains \"Started\" inside a longer word")]
    public void A_text_inside_a_longer_word_is_remarked(string value, string? remark)
    {
        IntegrationSchema schema = SchemaFiles.Parse(SchemaFiles.WithWhen("""{ "key": "s", "contains": ["Started"] }"""));

        FilterResult filter = Assert.Single(Evaluator.Evaluate(schema, PayloadDocument.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{ "s": "{{value}}" }"""))).Filters);

        Assert.True(filter.Trigger!.Passed);
        Assert.Equal(remark, filter.Trigger.Remark);
    }
}
