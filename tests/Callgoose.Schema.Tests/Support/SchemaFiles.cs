namespace Callgoose.Schema.Tests;

/// <summary>Schema files to test with.</summary>
internal static class SchemaFiles
{
    /// <summary>The file of the integration guide, as it is compiled into the product.</summary>
    public static string Guide { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Integrations", "BetterStack.integration.json"));

    /// <summary>A correct file with one more property.</summary>
    public static string With(string property) =>
        $$"""
        {
          "name": "Tool",
          {{property}},
          "filters": []
        }
        """;

    /// <summary>A file with these filters.</summary>
    public static string WithFilters(params IEnumerable<string> filters) =>
        $$"""
        {
          "name": "Tool",
          "filters": [
            {{string.Join(",\n    ", filters)}}
          ]
        }
        """;

    /// <summary>A file with a filter that has this trigger.</summary>
    public static string WithTrigger(string trigger) =>
        WithFilters($$"""{ "name": "f", "urgency": "high", "trigger": {{trigger}} }""");

    /// <summary>A file with a filter that has this resolve.</summary>
    public static string WithResolve(string resolve) => WithFilters(
        $$"""
        { "name": "f", "urgency": "low",
              "trigger": { "when": { "key": "status", "contains": ["down"] }, "incident_mapped_with": "id" },
              "resolve": {{resolve}} }
        """);

    /// <summary>A file with a trigger that has this <c>when</c>.</summary>
    public static string WithWhen(string when) => WithTrigger($$"""{ "when": {{when}} }""");

    /// <summary>Parses a correct file.</summary>
    public static IntegrationSchema Parse(string text)
    {
        SchemaParseResult result = SchemaParser.Parse(text);
        Assert.Empty(result.Problems);
        return Assert.IsType<IntegrationSchema>(result.Schema);
    }
}
