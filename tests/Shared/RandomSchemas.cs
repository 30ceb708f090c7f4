using Callgoose.Schema;

namespace Callgoose.Testing;

/// <summary>Makes random schema files that use every part of the language. They use few names and texts, so that payloads often match.</summary>
internal static class RandomSchemas
{
    private static readonly string[] Keys =
    [
        "a", "b", "c", "é", "a.b", "a.b.c", "a.a", "b.a.c", "a[0]", "a[0].b", "a[1].b.c", "a.0", "a.0.b", "b.1", "[0].a", "[1].b", "[1]", "1.b", "0", "a[0][1]", "[0][0].a", "a.b[1].c", "x\\\"y",
    ];

    private static readonly string[] Texts = ["x", "y", "xy", "1", "true", "{", "\\\"a\\\"", "[", "é", "0", "e", ":", "x y", "😀"];

    private static readonly string[] Operators = ["contains", "contains", "contains", "any", "none", "equals", "starts_with", "ends_with", "exists", "above", "at_least", "below", "at_most", "matches"];

    private static readonly string[] Numbers = ["0", "1", "-1", "1e0", "0.5", "10", "1.5e3", "100"];

    private static readonly string[] Expressions = ["x", "^x", "y$", "^(x|y)+$", "[0-9]+", "\\\\d{1,3}", "x?y", "^x*$", "[^a-z]", ".", "é|😀", "t.?r", "^\\\\w \\\\w$", "[A-Z]"];

    private static readonly string[] Lists = ["a", "b", "c", "a.b", "$"];

    private static readonly string[] Urgencies = ["high", "low", "P1", "P2", "P3", "P4", "P5"];

    /// <summary>Makes a file without mistakes.</summary>
    /// <param name="random">The source of randomness.</param>
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
        IEnumerable<string> filters = Enumerable.Range(0, random.Next(1, 5)).Select(i => Filter(random, i));
        string payload = random.Next(2) == 0
            ? string.Empty
            : """ "payload": { "a": "any", "b": "any", "c": "string", "é": "any", "0": "any", "1": "any", "x\"y": "number" },""";
        string noKey = random.Next(3) == 0 ? """ "no_key": ["0", "x"],""" : string.Empty;
        string template = random.Next(3) == 0 ? """ "template": "{ \"a\": \"*a1*\", \"b\": { \"a\": \"xy\" }, \"c\": \"$X1 %b%\" }",""" : string.Empty;
        string space = random.Next(4) == 0 ? """ "key_space": "service",""" : string.Empty;
        string parse = random.Next(3) == 0 ? $$""" "parse": ["{{Pick(random, Keys)}}", "{{Pick(random, Keys)}}"],""" : string.Empty;
        return $$"""
            { "name": "{{name}}", "extended": true,{{payload}}{{noKey}}{{template}}{{space}}{{parse}}
              "occurred_at": { "trigger": {{Value(random, null)}}, "resolve": "{{Pick(random, Keys)}}", "acknowledge": "{{Pick(random, Keys)}}" },
              "filters": [ {{string.Join(", ", filters)}} ] }
            """;
    }

    private static string Filter(Random random, int number)
    {
        string? each = random.Next(4) == 0 ? Pick(random, Lists) : null;
        string urgency = random.Next(3) > 0
            ? $"\"{Pick(random, Urgencies)}\""
            : $$"""{ "key": {{Value(random, each)}}, "map": { "X": "P1", "xy": "low", "1": "P3" }, "else": "{{Pick(random, Urgencies)}}" }""";
        string list = each is null ? string.Empty : $""", "each": "{each}" """;
        string space = random.Next(6) == 0 ? """, "key_space": "own" """ : string.Empty;
        string acknowledge = random.Next(3) > 0 ? string.Empty : $$""", "acknowledge": { "when": {{When(random)}}{{WhenAny(random)}}, "incident_mapped_with": {{Key(random, each)}}{{Time(random, each)}} }""";
        return $$"""{ "name": "f{{number}}", "urgency": {{urgency}}{{list}}{{space}}{{Trigger(random, each)}}{{Resolve(random, each)}}{{acknowledge}} }""";
    }

    private static string Trigger(Random random, string? each)
    {
        if (random.Next(5) == 0)
        {
            return string.Empty;
        }

        string after = random.Next(4) switch
        {
            0 => """, "resolve_after": "30m" """,
            1 => $$""", "resolve_after": { "key": {{Value(random, each)}} }""",
            _ => string.Empty,
        };
        string grown = each is not null || random.Next(3) > 0 ? string.Empty
            : random.Next(2) == 0 ? $""", "grown_by": "{Pick(random, Lists)}" """
            : $$""", "grown_by": { "of": "{{Pick(random, Lists)}}", "when": {{When(random)}}, "identity": "{{Pick(random, Keys)}}", "name": "{{Pick(random, Keys)}}" }""";
        return $$""", "trigger": { "when": {{When(random)}}{{WhenAny(random)}}, "incident_mapped_with": {{Key(random, each)}}, "title": {{Text(random, each)}}, "description": {{Text(random, each)}}, "link": {{Text(random, each)}}{{Time(random, each)}}{{after}}{{grown}} }""";
    }

    private static string Resolve(Random random, string? each)
    {
        string unless = random.Next(3) switch
        {
            0 => $$""", "unless": { "when": {{When(random)}}, "reason": "r" }""",
            1 when each is null => $$""", "unless": { "of": "{{Pick(random, Lists)}}", "when": {{When(random)}}, "reason": "r" }""",
            _ => string.Empty,
        };
        return random.Next(2) == 0 ? string.Empty : $$""", "resolve": { "when": {{When(random)}}{{WhenAny(random)}}, "incident_mapped_with": {{Key(random, each)}}{{Time(random, each)}}{{unless}} }""";
    }

    private static string Time(Random random, string? each) => random.Next(3) switch
    {
        0 => $$""", "occurred_at": {{Value(random, each)}}""",
        1 => """, "occurred_at": null""",
        _ => string.Empty,
    };

    /// <summary>The place of an incident key.</summary>
    private static string Key(Random random, string? each) => random.Next(4) switch
    {
        0 => random.Next(2) == 0 ? $"""[{OneKey(random, each)}, {OneKey(random, each)}]""" : $$"""{ "key": {{OneKey(random, each)}}, "after": "x", "before": "y" }""",
        1 => $$"""{ "first_of": [{{OneKey(random, each)}}, [{{OneKey(random, each)}}, {{OneKey(random, each)}}]] }""",
        _ => OneKey(random, each),
    };

    /// <summary>The place of a text for people, or its template.</summary>
    private static string Text(Random random, string? each) => random.Next(3) switch
    {
        0 => $"\"{{{OneKey(random, each).Trim('"')}}} on {{{OneKey(random, each).Trim('"')}}} {{{{é}}}}\"",
        1 => $$"""{ "first_of": ["{{{OneKey(random, each).Trim('"')}}}", {{OneKey(random, each)}}] }""",
        _ => Value(random, each),
    };

    /// <summary>The place of a text, a time or an urgency.</summary>
    private static string Value(Random random, string? each) => random.Next(5) switch
    {
        0 => $$"""{ "first_of": [{{OneKey(random, each)}}, {{(each is null ? Of(random) : OneKey(random, each))}}] }""",
        1 when each is null => Of(random),
        _ => OneKey(random, each),
    };

    private static string Of(Random random) => $$"""{ "key": "{{Pick(random, Keys)}}", "of": "{{Pick(random, Lists)}}", "when": {{When(random)}} }""";

    private static string OneKey(Random random, string? each) => $"\"{(each is not null && random.Next(3) == 0 ? "$." : string.Empty)}{Pick(random, Keys)}\"";

    private static string When(Random random) =>
        $"[{string.Join(", ", Enumerable.Range(0, random.Next(0, 4)).Select(_ => Condition(random)))}]";

    private static string WhenAny(Random random) => random.Next(4) > 0 ? string.Empty
        : $""", "when_any": [{string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"[{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Condition(random)))}]"))}]""";

    private static string Condition(Random random)
    {
        string name = Pick(random, Operators);
        if (name is "above" or "at_least" or "below" or "at_most")
        {
            return $$"""{ "key": "{{Pick(random, Keys)}}", "{{name}}": {{Pick(random, Numbers)}} }""";
        }

        string ignored = name == "exists" || random.Next(4) > 0 ? string.Empty : """, "ignore_case": true""";
        if (name == "matches")
        {
            return $$"""{ "key": "{{Pick(random, Keys)}}", "matches": "{{Pick(random, Expressions)}}"{{ignored}} }""";
        }

        string texts = string.Join(", ", random.GetItems(Texts, random.Next(name == "contains" ? 0 : 1, 3)).Select(static text => $"\"{text}\""));
        string value = name == "exists" ? random.Next(2) == 0 ? "true" : "false" : $"[{texts}]";
        return name == "contains" && random.Next(5) == 0 ? $$"""{ "contains": {{value}}{{ignored}} }""" : $$"""{ "key": "{{Pick(random, Keys)}}", "{{name}}": {{value}}{{ignored}} }""";
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
