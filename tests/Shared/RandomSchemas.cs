using Callgoose.Schema;

namespace Callgoose.Testing;

/// <summary>Makes schema files at random that use every part of the language, over few names and texts, so that payloads meet them often.</summary>
internal static class RandomSchemas
{
    private static readonly string[] Keys =
    [
        "a", "b", "c", "é", "a.b", "a.b.c", "a.a", "b.a.c", "a[0]", "a[0].b", "a[1].b.c", "a.0", "a.0.b", "b.1", "[0].a", "[1].b", "[1]", "1.b", "0", "a[0][1]", "[0][0].a", "a.b[1].c", "x\\\"y",
    ];

    private static readonly string[] Texts = ["x", "y", "xy", "1", "true", "{", "\\\"a\\\"", "[", "é", "0", "e", ":", "x y", "😀"];

    private static readonly string[] Operators = ["contains", "contains", "contains", "any", "none", "equals", "starts_with", "ends_with", "exists"];

    private static readonly string[] Urgencies = ["high", "low", "P1", "P2", "P3", "P4", "P5"];

    /// <summary>Makes a file without a fault.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="name">The integration's name.</param>
    public static string Next(Random random, string name)
    {
        while (true)
        {
            string file = Draft(random, name);
            if (SchemaParser.Parse(file).Problems.Count == 0)
            {
                return file;
            }
        }
    }

    private static string Draft(Random random, string name)
    {
        IEnumerable<string> filters = Enumerable.Range(0, random.Next(1, 5)).Select(i =>
            $$"""{ "name": "f{{i}}", "urgency": "{{Pick(random, Urgencies)}}"{{Trigger(random)}}{{Resolve(random)}} }""");
        string payload = random.Next(2) == 0
            ? string.Empty
            : """ "payload": { "a": "any", "b": "any", "c": "string", "é": "any", "0": "any", "1": "any", "x\"y": "number" },""";
        return $$"""
            { "name": "{{name}}", "extended": true,{{payload}}
              "occurred_at": { "trigger": "{{Pick(random, Keys)}}", "resolve": "{{Pick(random, Keys)}}" },
              "filters": [ {{string.Join(", ", filters)}} ] }
            """;
    }

    private static string Trigger(Random random) => random.Next(5) == 0 ? string.Empty :
        $$""", "trigger": { "when": {{When(random)}}, "incident_mapped_with": "{{Pick(random, Keys)}}", "title": "{{Pick(random, Keys)}}", "description": "{{Pick(random, Keys)}}" }""";

    private static string Resolve(Random random) =>
        random.Next(2) == 0 ? string.Empty : $$""", "resolve": { "when": {{When(random)}}, "incident_mapped_with": "{{Pick(random, Keys)}}" }""";

    private static string When(Random random) =>
        $"[{string.Join(", ", Enumerable.Range(0, random.Next(0, 4)).Select(_ => Condition(random)))}]";

    private static string Condition(Random random)
    {
        string name = Pick(random, Operators);
        string texts = string.Join(", ", random.GetItems(Texts, random.Next(name == "contains" ? 0 : 1, 3)).Select(static text => $"\"{text}\""));
        string value = name == "exists" ? random.Next(2) == 0 ? "true" : "false" : $"[{texts}]";
        return name == "contains" && random.Next(5) == 0 ? $$"""{ "contains": {{value}} }""" : $$"""{ "key": "{{Pick(random, Keys)}}", "{{name}}": {{value}} }""";
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
