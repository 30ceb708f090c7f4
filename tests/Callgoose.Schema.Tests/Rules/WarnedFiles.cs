namespace Callgoose.Schema.Tests;

/// <summary>For each warning, the traps that cause it, in files without mistakes. Each is reported once.</summary>
public static class WarnedFiles
{
    public static IEnumerable<BrokenFile> All => [.. TextInText(), .. BothPass(), .. Never(), .. Keys(), .. Files(), .. Templates(), .. Types()];

    private static IEnumerable<BrokenFile> TextInText() =>
    [
        new("CG6001", File(Filter("""{ "key": "s", "contains": ["unresolved"] }""", """⟦{⟧ "key": "s", "contains": ["resolved"] }""")), "\"unresolved\", which passes the trigger of \"f\", contains \"resolved\", so it passes this resolve too"),
        new("CG6001", File(Filter("""{ "key": "s", "contains": ["Started"] }""", """⟦{⟧ "key": "s", "contains": ["NotStarted"] }""")), "\"NotStarted\", which passes this resolve, contains \"Started\", so it passes the trigger of \"f\" too"),
        new("CG6001", File(Filter("""{ "key": "s", "any": ["open", "inactive"] }""", """⟦{⟧ "key": "s", "any": ["closed", "active"] }""")), "\"inactive\""),
        new("CG6001", File(Filter("""{ "contains": ["unresolved"] }""", """⟦{⟧ "contains": ["resolved"] }""")), "contains \"resolved\""),
        new("CG6001", File(Filter("""{ "key": "s", "contains": ["x"] }""", """{ "key": "s", "contains": ["y"] }"""), """{ "name": "g", "urgency": "low", "resolve": { "when": [ { "key": "t", "exists": true }, ⟦{⟧ "key": "s", "contains": ["xz"] } ], "incident_mapped_with": "id" } }"""), "passes the trigger of \"f\" too"),
    ];

    private static IEnumerable<BrokenFile> BothPass() =>
    [
        new("CG6002", File("""{ "name": "f", "urgency": "low", "trigger": { "when": { "key": "id", "exists": true }, "incident_mapped_with": "id" }, "resolve": ⟦{⟧ "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "id" } }""").Replace("\"ignored\"", "\"trigger\"", StringComparison.Ordinal), "A payload with \"something\" at \"id\" and \"up\" at \"s\" passes both the trigger and this resolve"),
        new("CG6002", File("""{ "name": "f", "urgency": "low", "trigger": { "incident_mapped_with": "id" }, "resolve": ⟦{⟧ "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "id" } }""").Replace("\"ignored\"", "\"trigger\"", StringComparison.Ordinal), "\"up\" at \"s\" passes both"),
    ];

    private static IEnumerable<BrokenFile> Never() =>
    [
        new("CG6003", File(Filter("""[ { "key": "s", "equals": ["a"] }, ⟦{⟧ "key": "s", "equals": ["b"] } ]""")), "never hold together, so this trigger never passes"),
        new("CG6003", File(Filter("""[ { "key": "s", "exists": false }, ⟦{⟧ "key": "s", "contains": ["b"] } ]""")), "never hold together"),
        new("CG6003", File(Filter("""[ { "key": "s", "contains": ["back up"] }, ⟦{⟧ "key": "s", "none": ["up"] } ]""")), "never hold together"),
        new("CG6003", File(Filter("""[ { "key": "s", "starts_with": ["a"] }, ⟦{⟧ "key": "s", "starts_with": ["b"] } ]""")), "never hold together"),
        new("CG6003", Described("number", Filter("""⟦{⟧ "key": "s", "contains": ["down"] }""")), "described as something that never passes this condition"),
        new("CG6003", Described("boolean", Filter("""⟦{⟧ "key": "s", "equals": ["yes"] }""")), "described as something that never passes"),
    ];

    private static IEnumerable<BrokenFile> Keys() =>
    [
        new("CG6004", File("""{ "name": "f", "urgency": "low", "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": "id", "title": ⟦"titel"⟧ } }"""), "\"titel\" is in no sample"),
        new("CG6004", File("""{ "name": "f", "urgency": "low", "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": ⟦"o"⟧ } }"""), "At the key \"o\" stands an object or array"),
        new("CG6004", File("""{ "name": "f", "urgency": "low", "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": "id" } }""").Replace("\"filters\"", "\"occurred_at\": { \"trigger\": ⟦\"at\"⟧ }, \"filters\"", StringComparison.Ordinal), "\"at\" is in no sample"),
    ];

    private static IEnumerable<BrokenFile> Files() =>
    [
        new("CG6005", "⟦{⟧ \"name\": \"Tool\",\n  \"filters\": [ { \"name\": \"f\", \"urgency\": \"low\", \"trigger\": { } } ] }", "add payloads under \"samples\""),
        new("CG6008", "{ \"name\": \"Tool\",\n  \"filters\": ⟦[⟧ ], \"samples\": { \"ignored\": [ { } ] } }", "has no filter"),
    ];

    private static IEnumerable<BrokenFile> Templates() =>
    [
        new("CG6006", Templated("""⟦"{ \"s\": \"{{ s }}\" \"id\": {{ id }} }"⟧"""), "is not JSON once its variables are filled in"),
        new("CG6006", Templated("""⟦"{ \"s\": \"$STATE\" }"⟧"""), "needs the key \"id\", which is not in this template"),
    ];

    private static IEnumerable<BrokenFile> Types() =>
    [
        new("CG6007", Described("string", Filter("""{ "key": "s", "contains": ["down"] }"""), ", \"n\": ⟦\"x\"⟧"), "\"n\" is described as a number, and here it is a string"),
        new("CG6007", Described("string", Filter("""{ "key": "s", "contains": ["down"] }"""), ", \"at\": ⟦\"soon\"⟧"), "described as a timestamp, and here it is a text that is read as no time"),
        new("CG6007", Described("string", Filter("""{ "key": "s", "contains": ["down"] }"""), ", \"o\": ⟦[⟧ ]"), "described as an object, and here it is an array"),
        new("CG6007", Described("string", Filter("""{ "key": "s", "contains": ["down"] }"""), ", \"l\": [ { \"n\": ⟦true⟧ } ]"), "\"l[0].n\" is described as a number, and here it is a boolean"),
    ];

    private static string Filter(string trigger, string? resolve = null)
    {
        string end = resolve is null ? string.Empty : $$""", "resolve": { "when": {{resolve}}, "incident_mapped_with": "id" }""";
        return $$"""{ "name": "f", "urgency": "low", "trigger": { "when": {{trigger}}, "incident_mapped_with": "id" }{{end}} }""";
    }

    private static string File(params string[] filters) =>
        "{ \"name\": \"Tool\", \"extended\": true,\n  \"filters\": [ " + string.Join(", ", filters) + " ],\n  \"samples\": { \"ignored\": [ { \"id\": \"7\", \"o\": { } } ] } }";

    private static string Described(string type, string filter, string more = "") =>
        "{ \"name\": \"Tool\", \"extended\": true,\n  \"payload\": { \"s\": \"" + type + "\", \"id\": \"any\", \"n\": \"number\", \"at\": \"timestamp\", \"o\": { }, \"l\": [ { \"n\": \"number\" } ] },\n"
        + "  \"filters\": [ " + filter + " ],\n  \"samples\": { \"ignored\": [ { \"id\": \"7\"" + more + " } ] } }";

    private static string Templated(string template) => File(Filter("""{ "key": "s", "contains": ["down"] }""")).Replace("\"filters\"", "\"template\": " + template + ", \"filters\"", StringComparison.Ordinal);
}
