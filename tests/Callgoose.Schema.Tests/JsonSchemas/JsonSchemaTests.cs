using System.Text.Json;

namespace Callgoose.Schema.Tests;

/// <summary>The published JSON Schemas are valid, accept every correct file and reject every file with the wrong shape.</summary>
public class JsonSchemaTests
{
    /// <summary>Rules that need more than one place of a file are left to <c>callgoose check</c>.</summary>
    private static readonly string[] RulesOfShape = ["CG2001", "CG2002", "CG2003", "CG2004", "CG2005", "CG2006", "CG2007", "CG2008", "CG2009"];

    [Theory]
    [InlineData("integration.schema.json")]
    [InlineData("callgoose-test.schema.json")]
    [InlineData("callgoose.schema.json")]
    [InlineData("destination.schema.json")]
    public void They_are_JSON_Schemas(string name) => Assert.Equal(["schema"], Validator.Run(PathOf(name), []));

    [Fact]
    public void Right_files_are_taken()
    {
        string[] files =
        [
            .. ((string[])["Integrations", "Fixtures"]).SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.integration.json")),
        ];
        Assert.InRange(files.Length, 15, 1000);

        IReadOnlyList<string> verdicts = Validator.Run(PathOf("integration.schema.json"), files.Select(File.ReadAllText));

        Assert.Equal(["schema", .. files.Select(static _ => "taken")], verdicts);
    }

    [Fact]
    public void Right_destination_files_are_taken()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Destinations"), "*.destination.json")];
        Assert.InRange(files.Length, 14, 1000);

        IReadOnlyList<string> verdicts = Validator.Run(PathOf("destination.schema.json"), files.Select(File.ReadAllText));

        Assert.Equal(["schema", .. files.Select(static _ => "taken")], verdicts);
    }

    [Fact]
    public void Files_of_a_wrong_shape_are_refused()
    {
        BrokenFile[] files = [.. BrokenFiles.All.Where(static file => RulesOfShape.Contains(file.Rule))];

        IReadOnlyList<string> verdicts = Validator.Run(PathOf("integration.schema.json"), files.Select(static file => new MarkedText(file.Marked).Text));

        Assert.Equal(files.Length + 1, verdicts.Count);
        Assert.Empty(files.Where((_, i) => verdicts[i + 1] == "taken").Select(static file => file.Marked));
    }

    [Theory]
    [InlineData("callgoose.schema.json", "taken", """{ "urls": ["http://127.0.0.1:1"], "schemas": ["x"], "limits": { "body": 65536, "queue": 100 }, "duplicateWindow": "5m", "retention": "90d", "services": [ { "name": "a", "team": "t", "integrations": ["BetterStack"], "enabled": false, "maintenance": [ { "from": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z", "tags": [["a", "b"]] } ] } ] }""")]
    [InlineData("callgoose.schema.json", "taken", "{}")]
    [InlineData("callgoose.schema.json", "refused", """{ "url": "http://127.0.0.1:1" }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "services": [ { "team": "t" } ] }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "limits": { "body": "1 MiB" } }""")]
    [InlineData("callgoose.schema.json", "taken", """{ "destinations": { "a": { "kind": "Slack", "url": "env:X", "rate": "60/m", "fallback": "b" } }, "routes": [ { "name": "r", "match": { "urgency": ["high"], "title": "x" }, "to": "a", "continue": true, "default": false, "updates": true } ], "delivery": { "allowNetworks": ["10.0.0.0/8"], "proxy": "env:P", "link": "https://x", "kinds": ["X.destination.json"] } }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "destinations": { "a": { "url": "env:X" } } }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "routes": [ { "name": "r" } ] }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "routes": [ { "name": "r", "to": ["a"], "match": { "urgent": "high" } } ] }""")]
    [InlineData("callgoose.schema.json", "refused", """{ "delivery": { "allowNetwork": [] } }""")]
    [InlineData("destination.schema.json", "taken", """{ "name": "X", "url": "{setting.url}", "settings": { "url": { "secret": true, "required": true } }, "body": { "$switch": "event", "triggered|resolved": 1 }, "events": ["triggered", "delivery_failed"] }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x" }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x", "body": {}, "event": [] }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x", "body": {}, "events": ["opened"] }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": 7, "body": {} }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x", "body": {}, "settings": { "a": { "secrets": true } } }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x", "body": {}, "answer": { "refused": [200] } }""")]
    [InlineData("destination.schema.json", "refused", """{ "name": "X", "url": "x", "body": {}, "samples": [ { "body": {} } ] }""")]
    [InlineData("callgoose-test.schema.json", "taken", """{ "tests": [ { "name": "a", "from": "x", "calls": [ { "payload": [1], "after": "1m", "expect": { "status": 201, "title": null } } ], "incidents": [ { "state": "resolved" } ] } ] }""")]
    [InlineData("callgoose-test.schema.json", "refused", """{ "tests": [ { "name": "a" } ] }""")]
    [InlineData("callgoose-test.schema.json", "refused", """{ "tests": [ { "name": "a", "calls": [ { "expect": { "stats": 1 } } ] } ] }""")]
    public void Other_files_are_taken_or_refused(string schema, string verdict, string instance) =>
        Assert.StartsWith(verdict, Validator.Run(PathOf(schema), [instance])[1], StringComparison.Ordinal);

    [Fact]
    public void Its_properties_are_those_that_the_parser_knows()
    {
        JsonElement schema = JsonDocument.Parse(File.ReadAllText(PathOf("integration.schema.json"))).RootElement;
        JsonElement definitions = schema.GetProperty("$defs");

        Assert.Equal(Known("{ \"x\": 1 }"), Names(schema));
        Assert.Equal(Known(SchemaFiles.With("  \"occurred_at\": { \"x\": 1 }")), Names(schema.GetProperty("properties").GetProperty("occurred_at")));
        Assert.Equal(Known(SchemaFiles.With("  \"samples\": { \"x\": 1 }")), Names(schema.GetProperty("properties").GetProperty("samples")));
        Assert.Equal(Known(SchemaFiles.WithFilters("{ \"x\": 1 }")), Names(definitions.GetProperty("filter")));
        Assert.Equal(Known(SchemaFiles.WithTrigger("{ \"x\": 1 }")), Names(definitions.GetProperty("filter").GetProperty("properties").GetProperty("trigger")));
        Assert.Equal(Known(SchemaFiles.WithResolve("{ \"x\": 1 }")), Names(definitions.GetProperty("filter").GetProperty("properties").GetProperty("resolve")));
        Assert.Equal(Known(SchemaFiles.WithWhen("{ \"x\": 1 }")), Names(definitions.GetProperty("condition")));
    }

    [Theory]
    [InlineData("acknowledge", """{ "name": "f", "urgency": "high", "acknowledge": { "x": 1 } }""")]
    [InlineData("resolve.unless", """{ "name": "f", "urgency": "high", "resolve": { "unless": { "x": 1 } } }""")]
    [InlineData("urgency.1", """{ "name": "f", "urgency": { "x": 1 }, "trigger": { } }""")]
    [InlineData("trigger.grown_by.1", """{ "name": "f", "urgency": "high", "trigger": { "grown_by": { "x": 1 } } }""")]
    [InlineData("trigger.resolve_after.1", """{ "name": "f", "urgency": "high", "trigger": { "resolve_after": { "x": 1 } } }""")]
    public void Its_properties_of_extended_files_are_those_that_the_parser_knows(string path, string filter)
    {
        JsonElement found = JsonDocument.Parse(File.ReadAllText(PathOf("integration.schema.json"))).RootElement.GetProperty("$defs").GetProperty("filter");
        foreach (string name in path.Split('.'))
        {
            found = int.TryParse(name, out int option) ? found.GetProperty("oneOf")[option] : found.GetProperty("properties").GetProperty(name);
        }

        Assert.Equal(Known($$"""{ "name": "Tool", "extended": true, "filters": [ {{filter}} ] }"""), Names(found));
    }

    private static IEnumerable<string> Names(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(static property => property.Name).Order(StringComparer.Ordinal);

    /// <summary>The properties that the parser suggests when it meets an unknown one.</summary>
    private static IEnumerable<string> Known(string file)
    {
        string message = SchemaParser.Parse(file).Problems.First(static problem => problem.Rule.Id == "CG2001").Message;
        return message[(message.IndexOf("Known are ", StringComparison.Ordinal) + 10)..].TrimEnd('.').Split(", ").Order(StringComparer.Ordinal);
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "JsonSchemas", name);
}
