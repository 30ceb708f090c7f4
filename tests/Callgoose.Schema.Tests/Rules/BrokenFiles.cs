namespace Callgoose.Schema.Tests;

/// <summary>For each rule, the ways to break it.</summary>
public static class BrokenFiles
{
    public static IEnumerable<BrokenFile> All => [.. Json(), .. Shape(), .. Values(), .. Limits(), .. Operators(), .. Abilities(), .. Names(), .. SecondEdition(), .. Keys(), .. Meaning(), .. Samples()];

    private static IEnumerable<BrokenFile> Json() =>
    [
        new("CG1001", "⟦⟧", "not JSON: it is empty"),
        new("CG1001", "{\n  \"name\": ⟦T⟧ool }", "T is not the start of a value. A string is written in double quotes"),
        new("CG1001", "{\n  \"name\": ⟦'⟧Tool' }", "in double quotes, not in single ones"),
        new("CG1001", "{\n  \"name\": \"Tool\",\n⟦}⟧", "there is a comma before this closing bracket. Remove the comma"),
        new("CG1001", "{\n  \"name\": \"Tool\", \"aliases\": [\"a\", ⟦]⟧ }", "Remove the comma"),
        new("CG1001", "{\n  \"name\": \"Tool\" ⟦/⟧/ comment\n}", "JSON has no comments. Remove this one"),
        new("CG1001", "{\n  ⟦#⟧ comment\n}", "JSON has no comments"),
        new("CG1001", "{\n  \"name\": \"Tool\" ⟦\"⟧filters\": [] }", "where a comma or a closing bracket is expected"),
        new("CG1001", "{\n  ⟦n⟧ame: \"Tool\" }", "n was found where a name in double quotes is expected"),
        new("CG1001", "{\n  \"name\": \"To⟦\u0001⟧ol\" }", "the control character U+0001 is not allowed here. Write it as \\u0001"),
        new("CG1001", "{\n  \"name\": \"To\\⟦q⟧l\" }", "\\q is not an escape. Write \\\\ for a backslash"),
        new("CG1001", "{\n  \"name\": \"Tool\"⟦⟧", "it ends after \", before every bracket and string is closed"),
        new("CG1001", "{\n  \"name\": \"Tool\", \"filters\": [] } ⟦}⟧", "} comes after the end"),
        new("CG1001", "{\n  \"name\": ⟦\"a \\ud83d b\"⟧ }", "write both halves, the high one first"),
        new("CG1001", "{\n  ⟦\"\\ud83d\"⟧  : 1 }", "write both halves, the high one first"),
        new("CG1002", SchemaFiles.With("""⟦"name"⟧: "Other" """), "\"name\" stands twice in this object; remove one"),
        new("CG1002", SchemaFiles.With("""⟦"n\u0061me"⟧   : "Other" """), "\"name\" stands twice in this object; remove one"),
        new("CG1002", SchemaFiles.WithWhen("""{ "key": "a", ⟦"key"⟧: "b", "contains": ["x"] }"""), "remove one"),
    ];

    private static IEnumerable<BrokenFile> Shape() =>
    [
        new("CG2001", SchemaFiles.With("""⟦"alias"⟧: []"""), "did you mean \"aliases\"?"),
        new("CG2001", SchemaFiles.With("""⟦"Payload"⟧  : { }"""), "did you mean \"payload\"?"),
        new("CG2001", SchemaFiles.WithTrigger("""{ ⟦"incident_mapped"⟧: "id" }"""), "did you mean \"incident_mapped_with\"?"),
        new("CG2001", SchemaFiles.WithWhen("""{ "key": "a", ⟦"contain"⟧: ["x"] }"""), "did you mean \"contains\"?"),
        new("CG2001", SchemaFiles.With("""  "samples": { ⟦"triggers"⟧: [] }"""), "did you mean \"trigger\"?"),
        new("CG2001", SchemaFiles.With("""  "occurred_at": { ⟦"start"⟧: "a" }"""), "Known are trigger, resolve, acknowledge."),
        new("CG2002", "⟦{⟧\n  \"filters\": [] }", "\"name\" is missing in this object; add it"),
        new("CG2002", "⟦{⟧\n  \"name\": \"Tool\" }", "\"filters\" is missing in this object; add it"),
        new("CG2002", SchemaFiles.WithFilters("""⟦{⟧ "name": "f", "trigger": { } }"""), "\"urgency\" is missing"),
        new("CG2002", SchemaFiles.WithFilters("""⟦{⟧ "urgency": "low", "trigger": { } }"""), "\"name\" is missing"),
        new("CG2002", SchemaFiles.WithResolve("""⟦{⟧ "when": { "key": "a" } }"""), "\"incident_mapped_with\" is missing"),
        new("CG2008", SchemaFiles.WithFilters("""⟦{⟧ "name": "f", "urgency": "P1" }"""), "give it a \"trigger\", a \"resolve\", or both"),
    ];

    private static IEnumerable<BrokenFile> Values() =>
    [
        new("CG2003", "⟦[ ]⟧", "one object, not an array"),
        new("CG2003", "⟦\"text\"⟧", "one object, not a string"),
        new("CG2003", SchemaFiles.With("""  "aliases": ⟦"tool"⟧"""), "must be an array, not a string"),
        new("CG2003", SchemaFiles.With("""  "aliases": ["a", ⟦7⟧]"""), "must be an array of strings, not a number"),
        new("CG2003", SchemaFiles.With("""  "description": ⟦null⟧"""), "must be a string, not null"),
        new("CG2003", SchemaFiles.With("""  "payload": ⟦["a"]⟧"""), "must be an object, not an array"),
        new("CG2003", SchemaFiles.With("""  "payload": { "id": ⟦true⟧ }"""), "by an array of one of them, not by a boolean"),
        new("CG2003", SchemaFiles.With("""  "payload": { "ids": [ "string", ⟦"number"⟧ ] }"""), "described by one element that stands for all"),
        new("CG2004", SchemaFiles.With("""  "payload": { "ids": [ { "at": ⟦"timestmp"⟧ } ] }"""), "did you mean \"timestamp\"?"),
        new("CG2004", DescribedWrongly("⟦\"strng\"⟧"), "did you mean \"string\"?"),
        new("CG2003", DescribedWrongly("⟦7⟧"), "by an array of one of them, not by a number"),
        new("CG2003", SchemaFiles.With("""  "template": ⟦{ }⟧"""), "must be a string, not an object"),
        new("CG2003", SchemaFiles.With("""  "$schema": ⟦1⟧"""), "must be a string, not a number"),
        new("CG2003", SchemaFiles.With("""  "samples": { "trigger": ⟦{ "a": 1 }⟧ }"""), "must be an array, not an object"),
        new("CG2003", "{ \"name\": \"Tool\", \"filters\": ⟦{ }⟧ }", "must be an array, not an object"),
        new("CG2003", SchemaFiles.WithFilters("⟦\"f\"⟧"), "A filter is an object, not a string"),
        new("CG2003", SchemaFiles.WithTrigger("⟦true⟧"), "must be an object, not a boolean"),
        new("CG2003", SchemaFiles.WithWhen("⟦\"Started\"⟧"), "an object with \"key\" and \"contains\", not a string"),
        new("CG2003", SchemaFiles.WithResolve("""{ "when": ⟦1⟧, "incident_mapped_with": "id" }"""), "an object with \"key\" and \"contains\""),
        new("CG2003", SchemaFiles.WithResolve("""{ "when": { "key": "a" }, "incident_mapped_with": ⟦7⟧ }"""), "must be a string, not a number"),
        new("CG2003", SchemaFiles.WithWhen("""{ "key": "a", "contains": ⟦"x"⟧ }"""), "must be an array, not a string"),
        new("CG2004", SchemaFiles.WithFilters("""{ "name": "f", "urgency": ⟦"hihg"⟧, "trigger": { } }"""), "did you mean \"high\"? Known are high, low, P1, P2, P3, P4, P5."),
        new("CG2004", SchemaFiles.WithFilters("""{ "name": "f", "urgency": ⟦"p3"⟧, "trigger": { } }"""), "did you mean \"P3\"?"),
        new("CG2004", SchemaFiles.With("""  "payload": { "at": ⟦"datetime"⟧ }"""), "Known are string, timestamp, number, boolean, any."),
        new("CG2004", SchemaFiles.With("""  "payload": { "at": { "on": ⟦"bool"⟧ } }"""), "There is no type \"bool\"; did you mean"),
        new("CG2006", "{ \"name\": ⟦\" \\t\"⟧, \"filters\": [] }", "blank; write what is meant, or leave it out"),
        new("CG2006", SchemaFiles.With("""  "aliases": ["a", ⟦""⟧]"""), "write what is meant, or leave it out"),
        new("CG2006", SchemaFiles.With("""  "payload": { ⟦""⟧: "string" }"""), "write the tool's key"),
        new("CG2006", SchemaFiles.WithWhen("""{ "key": "a", "contains": ["x", ⟦" "⟧] }"""), "write what is meant"),
        new("CG2006", SchemaFiles.WithResolve("""{ "when": { "key": "a" }, "incident_mapped_with": ⟦""⟧ }"""), "write what is meant"),
    ];

    /// <summary>A mistake in the description of a key is reported once, not again at every use of the key.</summary>
    private static string DescribedWrongly(string type) => SchemaFiles.WithFilters("""
        { "name": "f", "urgency": "low",
              "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": "s", "title": "s", "description": "s.text" },
              "resolve": { "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "s" } }
        """).Replace("\"name\": \"Tool\",", $"\"name\": \"Tool\", \"payload\": {{ \"s\": {type} }},", StringComparison.Ordinal);

    private static IEnumerable<BrokenFile> Limits() =>
    [
        new("CG2005", SchemaFiles.WithWhen($"[{Pair("a")}, {Pair("b")}, ⟦{Pair("c")}⟧]"), "There are 3 key/contains pairs here; 2 is the limit"),
        new("CG2005", SchemaFiles.WithResolve($$"""{ "when": [{{Pair("a")}}, ⟦{{Pair("b")}}⟧], "incident_mapped_with": "id" }"""), "2 key/contains pairs here; 1 is the limit"),
        new("CG2005", SchemaFiles.WithWhen($$"""{ "contains": [{{string.Join(", ", Enumerable.Range(0, 10).Select(i => $"\"i{i}\""))}}, ⟦"i10"⟧] }"""), "There are 11 items here; 10 is the limit"),
        new("CG2005", SchemaFiles.WithWhen($$"""{ "contains": ["a", ⟦"{{new string('x', 51)}}"⟧] }"""), "at most 50 characters, this one has 51"),
        new("CG2005", SchemaFiles.WithFilters(Filters(10).Append($"⟦{Filter("last")}⟧")), "There are 11 filters; 10 is the limit"),
        new("CG2005", SchemaFiles.With($$"""  "aliases": [⟦"{{new string('n', 101)}}"⟧]"""), "at most 100 characters"),
        new("CG2005", SchemaFiles.WithWhen($$"""{ "key": ⟦"{{new string('k', 1025)}}"⟧ }"""), "at most 1024 characters"),
    ];

    private static IEnumerable<BrokenFile> Operators() =>
    [
        new("CG2003", SchemaFiles.With("""  "extended": ⟦"yes"⟧"""), "must be true or false, not a string"),
        new("CG2007", SchemaFiles.WithWhen("""{ "key": "a", ⟦"starts_with"⟧: "x" }"""), "write \"extended\": true into the file, or use \"contains\""),
        new("CG2007", SchemaFiles.WithResolve("""{ "when": { "key": "a", ⟦"exists"⟧: true }, "incident_mapped_with": "id" }"""), "one of extended files"),
        new("CG2009", Extended("""{ "key": "a", "equals": ["x"], ⟦"none"⟧: ["y"] }"""), "has \"equals\" already; write another one with the same key for \"none\""),
        new("CG2009", Extended("""{ "key": "a", "contains": [], ⟦"exists"⟧: true }"""), "has \"contains\" already"),
        new("CG2002", Extended("""⟦{⟧ "any": ["x"] }"""), "only \"contains\" searches the whole payload, \"any\" needs a key"),
        new("CG2003", Extended("""{ "key": "a", "exists": ⟦"true"⟧ }"""), "must be true or false, not a string"),
        new("CG2003", Extended("""{ "key": "a", "equals": ⟦7⟧ }"""), "must be an array, not a number"),
        new("CG2003", Extended("""{ "key": "a", "equals": [⟦500⟧] }"""), "write \"500\" in quotes"),
        new("CG2006", Extended("""{ "key": "a", "ends_with": ⟦" "⟧ }"""), "write what is meant"),
        new("CG2006", Extended("""{ "key": "a", "none": ⟦[ ]⟧ }"""), "\"none\" has nothing to look for"),
        new("CG2001", Extended("""{ "key": "a", ⟦"equal"⟧: ["x"] }"""), "did you mean \"equals\"?"),
        new("CG2005", Extended($"[{string.Join(", ", Enumerable.Range(0, 16).Select(static i => Pair($"k{i}")))}, ⟦{Pair("last")}⟧]"), "There are 17 key/contains pairs here; 16 is the limit"),
        new("CG2005", Extended($$"""{ "key": "a", "any": [{{string.Join(", ", Enumerable.Range(0, 64).Select(static i => $"\"i{i}\""))}}, ⟦"i64"⟧] }"""), "There are 65 items here; 64 is the limit"),
        new("CG2005", Extended($$"""{ "key": "a", "equals": ⟦"{{new string('x', 1025)}}"⟧ }"""), "at most 1024 characters, this one has 1025"),
        new("CG2005", SchemaFiles.WithWhen($$"""{ "contains": [⟦"{{new string('x', 51)}}"⟧] }"""), "With \"extended\": true in the file the limit is 1024."),
    ];

    private static IEnumerable<BrokenFile> Abilities() =>
    [
        new("CG2007", SchemaFiles.With("""  ⟦"no_key"⟧: ["0"]"""), "\"no_key\" is one of extended files"),
        new("CG2007", SchemaFiles.With("""  ⟦"key_space"⟧: "service" """), "\"key_space\" is one of extended files"),
        new("CG2007", SchemaFiles.WithFilters("""{ "name": "f", "urgency": "P1", "trigger": { }, ⟦"each"⟧: "a" }"""), "\"each\" is one of extended files"),
        new("CG2007", SchemaFiles.WithTrigger("""{ "incident_mapped_with": ⟦[⟧"a", "b"] }"""), "In a plain file the property \"incident_mapped_with\" is one key"),
        new("CG2007", SchemaFiles.WithTrigger("""{ "title": ⟦{⟧ "first_of": ["a", "b"] } }"""), "In a plain file the property \"title\" is one key"),
        new("CG2007", SchemaFiles.WithTrigger("""{ ⟦"resolve_after"⟧: "30m" }"""), "\"resolve_after\" is one of extended files"),
        new("CG2007", SchemaFiles.WithTrigger("""{ ⟦"occurred_at"⟧: null }"""), "\"occurred_at\" is one of extended files"),
        new("CG2007", SchemaFiles.WithResolve("""{ "when": { "key": "a" }, "incident_mapped_with": "id", ⟦"unless"⟧: { "when": { "key": "b" }, "reason": "r" } }"""), "\"unless\" is one of extended files"),
        new("CG2007", SchemaFiles.WithFilters("""{ "name": "f", "urgency": ⟦{⟧ "key": "a", "map": { }, "else": "low" }, "trigger": { } }"""), "In a plain file the urgency is one word"),
        new("CG2007", SchemaFiles.With("""  "samples": { ⟦"unkeyed"⟧: [] }"""), "\"unkeyed\" is one of extended files"),
        new("CG2003", ExtendedTrigger("""{ "incident_mapped_with": ["a", ⟦7⟧] }"""), "joins keys, which are strings, not a number"),
        new("CG2003", ExtendedTrigger("""{ "title": ⟦["a", "b"]⟧ }"""), "must be a key or an object with \"first_of\" or \"of\", not an array"),
        new("CG2003", ExtendedTrigger("""{ "resolve_after": ⟦30⟧ }"""), "must be a length of time such as \"30m\""),
        new("CG2003", ExtendedTrigger("""{ "grown_by": ⟦7⟧ }"""), "the key of a list or an object with \"of\", not a number"),
        new("CG2004", ExtendedTrigger("""{ "resolve_after": ⟦"30 minutes"⟧ }"""), "is not a duration; write a whole number and s, m, h, d or w"),
        new("CG2006", ExtendedTrigger("""{ "incident_mapped_with": { "first_of": ⟦[]⟧ } }"""), "write the keys that are tried"),
        new("CG2005", ExtendedTrigger("""{ "incident_mapped_with": ["a", "b", "c", "d", "e", "f", "g", "h", ⟦"i"⟧] }"""), "There are 9 keys to join; 8 is the limit"),
        new("CG2002", ExtendedTrigger("""{ "title": ⟦{⟧ "key": "a" } }"""), "\"of\" is missing in this object"),
        new("CG2001", ExtendedTrigger("""{ "grown_by": { "of": "a", ⟦"identiti"⟧: "b" } }"""), "did you mean \"identity\"?"),
        new("CG2004", ExtendedFilter("""{ "name": "f", "urgency": { "key": "s", "map": { "x": ⟦"higher"⟧ }, "else": "low" }, "trigger": { } }"""), "did you mean \"high\"?"),
        new("CG2002", ExtendedFilter("""{ "name": "f", "urgency": ⟦{⟧ "key": "s", "map": { } }, "trigger": { } }"""), "\"else\" is missing"),
        new("CG1002", ExtendedFilter("""{ "name": "f", "urgency": { "key": "s", "map": { "x": "low", ⟦"X"⟧: "high" }, "else": "low" }, "trigger": { } }"""), "stands twice in this object, case ignored"),
        new("CG2011", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { "grown_by": ⟦"b"⟧ } }"""), "cannot look at a list as well"),
        new("CG2011", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { "title": { "key": "t", "of": ⟦"b"⟧ } } }"""), "leave out \"of\", or \"each\""),
        new("CG3001", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": ⟦"a"⟧, "trigger": { } }""", """ "payload": { "a": "string" },"""), "is no array in \"payload\""),
        new("CG3001", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { "title": ⟦"nme"⟧ } }""", """ "payload": { "a": [ { "name": "string" } ] },"""), "Did you mean \"name\"?"),
        new("CG3001", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { "title": ⟦"$.b"⟧ } }""", """ "payload": { "a": [ { "name": "string" } ] },"""), "The key \"b\" is not in \"payload\""),
        new("CG3002", ExtendedFilter("""{ "name": "f", "urgency": "low", "acknowledge": ⟦{⟧ "when": { "key": "a" }, "incident_mapped_with": "id" } }"""), "so there is nothing to acknowledge"),
        new("CG3002", ExtendedFilter("""{ "name": "t", "urgency": "low", "key_space": "a", "trigger": { "incident_mapped_with": "id" } }, { "name": "f", "urgency": "low", "key_space": "b", "resolve": ⟦{⟧ "when": { "key": "a" }, "incident_mapped_with": "id" } }"""), "in the key space \"b\""),
        new("CG3003", ExtendedFilter("""{ "name": "f", "urgency": "low", "trigger": { "incident_mapped_with": "id" }, "acknowledge": ⟦{⟧ "incident_mapped_with": "id" } }"""), "This acknowledge would pass on every call"),
        new("CG3003", ExtendedFilter("""{ "name": "f", "urgency": "low", "trigger": { "incident_mapped_with": "id" }, "resolve": { "when": { "key": "a" }, "incident_mapped_with": "id", "unless": ⟦{⟧ "reason": "r" } } }"""), "would hold back every resolve"),
        new("CG3011", ExtendedFilter("""{ "name": "f", "urgency": "low", "trigger": { "incident_mapped_with": "id" } }""", """ "samples": { "unkeyed": [ ⟦{⟧ "id": "7" } ] },"""), "has the incident key \"7\""),
        new("CG3012", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { "when": { "key": "id", "exists": true }, "incident_mapped_with": "id" } }""", """ "samples": { "batch": [ { "payload": ⟦{⟧ "a": [ { "id": "7" }, { } ] }, "outcomes": ["trigger", "trigger"] } ] },"""), "come to: trigger, ignored. Stated is: trigger, trigger"),
        new("CG2004", ExtendedFilter("""{ "name": "f", "urgency": "low", "each": "a", "trigger": { } }""", """ "samples": { "batch": [ { "payload": { }, "outcomes": [⟦"triger"⟧] } ] },"""), "did you mean \"trigger\"?"),
    ];

    private static IEnumerable<BrokenFile> SecondEdition() =>
    [
        new("CG2007", SchemaFiles.With("""  ⟦"parse"⟧: ["Message"]"""), "\"parse\" is one of extended files"),
        new("CG2007", SchemaFiles.WithTrigger("""{ ⟦"when_any"⟧: [ { "key": "a" } ] }"""), "\"when_any\" is one of extended files"),
        new("CG2007", SchemaFiles.WithWhen("""{ "key": "a", "contains": ["x"], ⟦"ignore_case"⟧: true }"""), "\"ignore_case\" is one of extended files"),
        new("CG2007", SchemaFiles.WithWhen("""{ "key": "a", ⟦"above"⟧: 90 }"""), "The operator \"above\" is one of extended files"),
        new("CG2007", SchemaFiles.WithWhen("""{ "key": ⟦"@X-GitHub-Event"⟧, "contains": ["x"] }"""), "is a header of the request"),
        new("CG2003", ExtendedTrigger("""{ "when_any": ⟦{ "key": "a" }⟧ }"""), "is an array of lists of conditions, of which one is enough, not an object"),
        new("CG2003", ExtendedTrigger("""{ "when_any": ⟦[ ]⟧ }"""), "not an empty one"),
        new("CG2006", ExtendedTrigger("""{ "when_any": [ { "key": "a" }, ⟦[ ]⟧ ] }"""), "every call would pass \"when_any\""),
        new("CG2003", Extended("""{ "key": "a", "at_least": ⟦"90"⟧ }"""), "must be a number such as 90, not a string"),
        new("CG2009", Extended("""{ "key": "a", "exists": true, ⟦"ignore_case"⟧: true }"""), "no text here of which the case could be ignored"),
        new("CG2009", Extended("""{ "key": "a", "below": 1, ⟦"at_most"⟧: 2 }"""), "has \"below\" already"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"(a|b"⟧ }"""), "a bracket is not closed by )"),
        new("CG2013", Extended("""{ "key": "a", "matches": ["a", ⟦"a*"⟧] }"""), "matches an empty text"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"(?=a)"⟧ }"""), "(? begins what is not known here"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"(a)\\1"⟧ }"""), "\\1 is not known here"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"[a-"⟧ }"""), "a class is not closed by ]"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"^a|b$"⟧ }"""), "put the choice in brackets"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"(a{99}){99}"⟧ }"""), "more than 256 characters"),
        new("CG2013", Extended("""{ "key": "a", "matches": ⟦"a**"⟧ }"""), "follows a repetition"),
        new("CG2014", Extended("""{ "key": ⟦"@Authorization"⟧, "contains": ["x"] }"""), "carries a credential, which no filter sees"),
        new("CG2014", Extended("""{ "key": ⟦"@X-Gitlab-Token"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@X-Callgoose-Auth"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@proxy-authorization"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@Cf-Access-Jwt-Assertion"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@X-Functions-Key"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@webhook-signature"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2014", Extended("""{ "key": ⟦"@X-Passhash"⟧, "contains": ["x"] }"""), "name another one"),
        new("CG2015", ExtendedTrigger("""{ "title": ⟦"{a on {b}"⟧ }""").Replace("{a on", "}a on", StringComparison.Ordinal), "A brace is closed that was not opened"),
        new("CG2015", ExtendedTrigger("""{ "title": ⟦"at {a"⟧ }"""), "A brace is opened and not closed"),
        new("CG2015", ExtendedTrigger("""{ "title": ⟦"at { }"⟧ }"""), "No key stands between these braces"),
        new("CG2015", ExtendedTrigger("""{ "description": ⟦"{{a}}"⟧ }"""), "has no key in it"),
        new("CG2005", SchemaFiles.With("""  "extended": true, "parse": ["a", "b", "c", "d", ⟦"e"⟧]"""), "There are 5 keys here; 4 is the limit"),
        new("CG3001", ExtendedFilter("""{ "name": "f", "urgency": "low", "trigger": { "title": ⟦"{name} on {hst}"⟧ } }""", """ "payload": { "name": "string", "host": "string" },"""), "Did you mean \"host\"?"),
    ];

    private static IEnumerable<BrokenFile> Names() =>
    [
        new("CG2012", "{ \"name\": ⟦\"To\\u0000ol\"⟧,\n \"filters\": [] }", "this one has the character \\u0000"),
        new("CG2012", "{ \"name\": ⟦\"To\\u001b[31mol\"⟧,\n \"filters\": [] }", "this one has the character \\u001B"),
        new("CG2012", SchemaFiles.With("""  "aliases": [⟦"a\nb"⟧]"""), "\\u000A, which controls the display and is not shown. Remove it"),
        new("CG2012", SchemaFiles.With("""  "aliases": [⟦"a​b"⟧]"""), "\\u200B, which cannot be seen, so that two names look alike"),
        new("CG2012", SchemaFiles.WithFilters("""{ "name": ⟦"\u202etxet"⟧, "urgency": "low", "trigger": { } }"""), "\\u202E"),
        new("CG2012", ExtendedFilter("""{ "name": "f", "urgency": "low", "key_space": ⟦"a\u2028b"⟧, "trigger": { } }"""), "\\u2028"),
        new("CG2001", "{ ⟦\"\\u001b[2J\"⟧: 1,\n \"name\": \"Tool\", \"filters\": [] }", "There is no property \"\\u001B[2J\" here"),
    ];

    private static string ExtendedTrigger(string trigger) => ExtendedFilter($$"""{ "name": "f", "urgency": "high", "trigger": {{trigger}} }""");

    private static string ExtendedFilter(string filter, string property = "") => $$"""{ "name": "Tool", "extended": true,{{property}} "filters": [ {{filter}} ] }""";

    private static IEnumerable<BrokenFile> Keys() =>
    [
        new("CG3001", Described("""{ "when": { "key": ⟦"sttus"⟧, "contains": ["x"] } }"""), "not in \"payload\". Did you mean \"status\"? If not, add it there."),
        new("CG3001", Described("""{ "title": ⟦"monitor.nam"⟧ }"""), "Did you mean \"monitor.name\"?"),
        new("CG3001", Described("""{ "incident_mapped_with": ⟦"status.id"⟧ }"""), "Did you mean"),
        new("CG3001", SchemaFiles.With("""  "payload": { }, "occurred_at": { "trigger": ⟦"at"⟧ }"""), "Describe it there."),
        new("CG3001", Resolving("""{ "when": { "key": ⟦"Status"⟧ }, "incident_mapped_with": "status" }"""), "Did you mean \"status\"?"),
        new("CG3001", Resolving("""{ "when": { "key": "status" }, "incident_mapped_with": ⟦"idd"⟧ }"""), "Did you mean"),
        new("CG3001", SchemaFiles.With("""
              "payload": { "status": "string" },
              "filters": [ { "name": "f", "urgency": "high",
                             "trigger": { "incident_mapped_with": ⟦"idd"⟧ },
                             "resolve": { "when": { "key": "status" }, "incident_mapped_with": "status" } } ]
            """).Replace(",\n  \"filters\": []", string.Empty, StringComparison.Ordinal), "Did you mean \"status\"?"),
        new("CG3001", WithArray("""{ "title": ⟦"alerts[0].nme"⟧ }"""), "Did you mean \"alerts[0].name\"?"),
        new("CG3001", WithArray("""{ "title": ⟦"alerts.name"⟧ }"""), "Did you mean \"alerts[0].name\"?"),
        new("CG3001", WithArray("""{ "title": ⟦"tags[0].name"⟧ }"""), "is not in \"payload\""),
        new("CG3001", WithArray("""{ "title": ⟦"[0].name"⟧ }"""), "is not in \"payload\""),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[*].name"⟧ }"""), "[*] is no index; write a number from 0 to 999 in brackets"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[].name"⟧ }"""), "[] is no index"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[-1]"⟧ }"""), "[-1] is no index"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[01]"⟧ }"""), "[01] is no index"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[1000]"⟧ }"""), "[1000] is no index"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[0]name"⟧ }"""), "[0] is no index"),
        new("CG2010", SchemaFiles.WithTrigger("""{ "title": ⟦"alerts[0"⟧ }"""), "[0 is no index"),
        new("CG2010", WithArray("""{ "title": ⟦"alerts[first]"⟧ }"""), "If it is part of the name, describe that name in \"payload\""),
    ];

    private static IEnumerable<BrokenFile> Meaning() =>
    [
        new("CG3002", SchemaFiles.WithFilters("""{ "name": "f", "urgency": "high", "resolve": ⟦{⟧ "when": { "key": "a" }, "incident_mapped_with": "id" } }"""), "map the trigger"),
        new("CG3003", SchemaFiles.WithResolve("""⟦{⟧ "incident_mapped_with": "id" }"""), "give its \"when\" a key or something to contain"),
        new("CG3003", SchemaFiles.WithResolve("""⟦{⟧ "when": [], "incident_mapped_with": "id" }"""), "give its \"when\" a key"),
        new("CG3003", SchemaFiles.WithResolve("""⟦{⟧ "when": { "contains": [] }, "incident_mapped_with": "id" }"""), "give its \"when\" a key"),
        new("CG3003", SchemaFiles.WithResolve("""⟦{⟧ "when": { "key": "" }, "incident_mapped_with": "id" }"""), "give its \"when\" a key"),
        new("CG3004", SchemaFiles.WithFilters(Filter("a"), """{ "name": ⟦"a"⟧, "urgency": "low", "trigger": { } }"""), "already; give this one another name"),
        new("CG3005", SchemaFiles.WithFilters("""{ "name": "all", "urgency": "low", "trigger": { } }""", """{ "name": "f", "urgency": "P5", "trigger": ⟦{⟧ "when": { "key": "a" } } }"""), "\"all\" passes whenever this one would"),
        new("CG3005", SchemaFiles.WithFilters(Filter("a"), """{ "name": "f", "urgency": "P5", "trigger": ⟦{⟧ "when": [ { "key": "a", "contains": ["x a y", "z"] }, { "key": "b" } ] } }"""), "put this one first, or remove it"),
        new("CG3006", SchemaFiles.With("""  "aliases": ["a", ⟦"a"⟧]"""), "choose another one"),
        new("CG3006", SchemaFiles.With("""  "aliases": [⟦"tooL"⟧]"""), "case ignored; choose another one"),
        new("CG3007", SchemaFiles.With("""  "samples": { "ignored": [ { "a": [ { "b": ⟦"x {{ y }}"⟧ } ] } ] }"""), "write what the tool puts in its place"),
    ];

    private static IEnumerable<BrokenFile> Samples() =>
    [
        new("CG3007", SchemaFiles.With("""  "samples": { "ignored": [ { "a": ⟦"is $ALERT_STATUS"⟧ } ] }"""), "the template variable $ALERT_STATUS"),
        new("CG3007", SchemaFiles.With("""  "samples": { "ignored": [ { "a": ⟦"${status}"⟧ } ] }"""), "the template variable ${status}"),
        new("CG3008", Sampled(""" "trigger": [ { "s": "down", "id": 1 }, ⟦{⟧ "s": "Down" } ] """), "\"f\": key \"s\": found \"Down\", filter wants \"down\" (differs only in case)"),
        new("CG3008", Sampled(""" "trigger": [ ⟦[⟧ ] ] """), "key \"s\" is missing; the payload has no keys"),
        new("CG3008", Sampled(""" "resolve": [ ⟦{⟧ "state": "up", "id": 1 } ] """), "\"f\": key \"s\" is missing; nearest is \"id\""),
        new("CG3008", SchemaFiles.With("""  "samples": { "trigger": [ ⟦{⟧ } ] }"""), "there is none in this file"),
        new("CG3009", Sampled(""" "trigger": [ ⟦{⟧ "s": "down and up", "id": 1 } ] """), "passes the resolve of \"f\" too; narrow that filter"),
        new("CG3009", Sampled(""" "trigger": [ { "s": "down", "id": 1 } ], "resolve": [ ⟦{⟧ "s": "down, up", "id": 1 } ] """), "passes the trigger of \"f\" too"),
        new("CG3009", Sampled(""" "ignored": [ { }, ⟦{⟧ "s": "up" } ] """), "This ignored sample passes the resolve of \"f\""),
        new("CG3009", Sampled(""" "ignored": [ ⟦{⟧ "s": "down" } ] """), "This ignored sample passes the trigger of \"f\""),
        new("CG3010", Sampled(""" "trigger": [ { "s": "down", "id": 1 } ], "resolve": [ ⟦{⟧ "s": "up", "id": 2 } ] """), "No trigger sample is mapped with \"2\""),
        new("CG3010", Sampled(""" "resolve": [ ⟦{⟧ "s": "up", "id": null } ] """), "The key \"id\" has no value in this sample"),
    ];

    private static string Sampled(string samples) => SchemaFiles.WithFilters("""
        { "name": "f", "urgency": "high",
              "trigger": { "when": { "key": "s", "contains": ["down"] }, "incident_mapped_with": "id" },
              "resolve": { "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "id" } }
        """).Replace("\"name\": \"Tool\",", $"\"name\": \"Tool\", \"samples\": {{ {samples} }},", StringComparison.Ordinal);

    private static string Extended(string when) =>
        SchemaFiles.WithWhen(when).Replace("\"name\": \"Tool\",", "\"name\": \"Tool\", \"extended\": true,", StringComparison.Ordinal);

    private static string WithArray(string trigger) => SchemaFiles.WithTrigger(trigger).Replace(
        "\"name\": \"Tool\",", "\"name\": \"Tool\", \"payload\": { \"alerts\": [ { \"name\": \"string\" } ], \"tags\": [ \"string\" ] },", StringComparison.Ordinal);

    private static string Pair(string key) => $$"""{ "key": "{{key}}", "contains": ["x"] }""";

    private static string Filter(string key) => $$"""{ "name": "{{key}}", "urgency": "low", "trigger": { "when": { "key": "a", "contains": ["{{key}}"] } } }""";

    private static IEnumerable<string> Filters(int count) => Enumerable.Range(0, count).Select(i => Filter($"<{i}>"));

    private static string Described(string trigger) => SchemaFiles.WithTrigger(trigger).Replace(
        "\"name\": \"Tool\",", "\"name\": \"Tool\", \"payload\": { \"status\": \"string\", \"monitor\": { \"name\": \"string\" } },", StringComparison.Ordinal);

    private static string Resolving(string resolve) => SchemaFiles.WithResolve(resolve).Replace(
        "\"name\": \"Tool\",", "\"name\": \"Tool\", \"payload\": { \"status\": \"string\", \"id\": \"string\" },", StringComparison.Ordinal);
}
