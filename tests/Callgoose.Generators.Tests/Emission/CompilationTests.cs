namespace Callgoose.Generators.Tests;

/// <summary>The emitted code compiles without a warning, whatever names a schema file has.</summary>
public class CompilationTests
{
    /// <summary>Names with a meaning in C# or in the emitted types.</summary>
    private static readonly string[] HardNames =
    [
        "class", "event", "string", "null", "this", "record", "2fa", "7", "*", "---", "漢字", "😀", "\\\"", "\\\\", "\\u0000", "</summary>", "a\\nb", "equals",
        "get_hash_code", "get_type", "to_string", "finalize", "memberwise_clone", "reference_equals", "object", "value", "payload", "json", "target", "name", "read",
        "more", "body", "scratch", "match", "output", "error", "kind", "start", "utf8_value", "span", "Callgoose", "System", "tool_payload",
    ];

    public static TheoryData<string> HardIntegrations => ["class", "string", "2fa", "7", "*", "漢字", "\\\"", "</summary>", "System", "Callgoose"];

    public static TheoryData<string> HardKeys => ["{0}", "{0}.{0}", "{0}.{0}.{0}", "a.{0}", ".{0}", "{0}."];

    [Fact]
    public void The_fixtures_compile()
    {
        Assert.Equal("BetterStack", CompiledFile.Of(Fixture.BetterStack).Integration.Name);
        Assert.Equal("Odd \"Tööl\" 2 & <co>", CompiledFile.Of(Fixture.Odd).Integration.Name);
        Assert.Equal("no payload", CompiledFile.Of(Fixture.NoPayload).Integration.Name);
    }

    [Theory]
    [MemberData(nameof(HardIntegrations))]
    public void An_integration_of_any_name_compiles(string name) => CompiledFile.Of(Fixture.Named(name, "an alias"));

    [Fact]
    public void Payload_keys_of_any_name_compile_on_every_level()
    {
        string keys = string.Join(", ", HardNames.Select(static name => $"\"{name}\": \"string\""));
        string objects = string.Join(", ", HardNames.Select(static name => $$"""  "{{name}}": { "{{name}}": { "{{name}}": "any" }, "{{name}}x": { } }"""));

        CompiledFile.Of($$"""{ "name": "Tool", "payload": { {{objects}} }, "filters": [] }""");
        CompiledFile.Of($$"""{ "name": "Tool", "payload": { {{keys}} }, "filters": [] }""");
    }

    [Theory]
    [MemberData(nameof(HardKeys))]
    public void Keys_of_filters_of_any_name_compile(string form)
    {
        foreach (string[] names in HardNames.Where(static name => name != "7").Chunk(10))
        {
            CompiledFile.Of(Fixture.Filters(names.Select((name, i) => Filter(i, name, form.Replace("{0}", name, StringComparison.Ordinal)))));
        }

        static string Filter(int number, string name, string key) =>
            $$"""
            { "name": "f{{number}}", "urgency": "P2",
              "trigger": { "when": { "key": "{{key}}", "contains": ["{{name}}"] }, "incident_mapped_with": "{{key}}", "title": "{{key}}" } }
            """;
    }

    [Theory]
    [InlineData("""{ "a-b": "string", "a_b": "string", "aB": "string", "AB": "string", "AB2": "string", "a b": "string" }""")]
    [InlineData("""{ "x": { "x": { "x": { "x": "string" } } } }""")]
    [InlineData("""{ "x_value": "string", "x_object": "string", "x": { "y": "string" } }""")]
    [InlineData("""{ "x": { "y": "string" }, "x_value": "string", "x_object": { "z": "any" }, "X": { "y": "any" } }""")]
    [InlineData("""{ "x": { "x_object": "string", "xObject": { "x_object": "any" } } }""")]
    [InlineData("""{ "a": { "b": { "c": "string" } }, "a_b": { "c": "string" }, "aB": { "c": "string" } }""")]
    [InlineData("""{ }""")]
    [InlineData("""{ "x": { }, "y": { "z": { } } }""")]
    public void Keys_that_are_alike_in_CSharp_compile(string payload) =>
        CompiledFile.Of($$"""{ "name": "Tool", "payload": {{payload}}, "filters": [] }""");

    [Fact]
    public void A_whole_object_and_keys_below_it_can_be_looked_into()
    {
        CompiledFile.Of(Fixture.Filters(
            """
            { "name": "f", "urgency": "P2",
              "trigger": { "when": [ { "key": "x", "contains": ["a"] }, { "key": "x.y", "contains": ["b"] } ],
                           "title": "x_value", "description": "x_object", "incident_mapped_with": "x-value" } }
            """));
    }
}
