using System.Text;

namespace Callgoose.Schema.Tests;

/// <summary>Whether a condition holds, and if not, the reason in words (Catalog/README.md 1 and 2; ProcessApi.md 6).</summary>
public class ReasonTests
{
    private static readonly string Long = new('x', 200);

    public static TheoryData<string, string, MismatchKind, string> Reasons => new()
    {
        { """{ "key": "s", "contains": ["Started"] }""", """{"s":"started"}""", MismatchKind.DiffersInCase, "key \"s\": found \"started\", filter wants \"Started\" (differs only in case)" },
        { """{ "key": "s", "contains": ["Started"] }""", """{"s":"Resolved"}""", MismatchKind.Differs, "key \"s\": found \"Resolved\", filter wants \"Started\"" },
        { """{ "key": "s", "contains": ["a", "b"] }""", """{"s":"a"}""", MismatchKind.Differs, "key \"s\": found \"a\", filter wants \"a\" and \"b\"" },
        { """{ "key": "status", "contains": ["x"] }""", """{"Status":"x","state":1}""", MismatchKind.KeyMissing, "key \"status\" is missing; nearest is \"Status\", which differs only in case" },
        { """{ "key": "status" }""", """{"incident":{"status":"x"},"stats":1}""", MismatchKind.KeyMissing, "key \"status\" is missing; nearest is \"incident.status\"" },
        { """{ "key": "status" }""", """{}""", MismatchKind.KeyMissing, "key \"status\" is missing; the payload has no keys" },
        { """{ "key": "s", "contains": ["x"] }""", """{"s":null}""", MismatchKind.ValueIsNull, "key \"s\": value is null, which never matches" },
        { """{ "key": "s", "contains": ["Started"] }""", """{"s":"{{ incident.status }}"}""", MismatchKind.UnexpandedVariable, "key \"s\": template variable left unexpanded: {{ incident.status }}; filter wants \"Started\"" },
        { """{ "key": "s", "contains": ["Triggered"] }""", """{"s":"is $ALERT_TRANSITION"}""", MismatchKind.UnexpandedVariable, "key \"s\": template variable left unexpanded: $ALERT_TRANSITION; filter wants \"Triggered\"" },
        { """{ "key": "s", "contains": ["x"] }""", """{"s":"costs $5 or $A"}""", MismatchKind.Differs, "key \"s\": found \"costs $5 or $A\", filter wants \"x\"" },
        { """{ "key": "s", "contains": ["x"] }""", """{"s":{ "a": 1 }}""", MismatchKind.Differs, "key \"s\": found an object {\"a\":1}, filter wants \"x\"" },
        { """{ "key": "s", "equals": ["x"] }""", """{"s":{"a":"x"}}""", MismatchKind.NotScalar, "key \"s\": value is an object, filter wants exactly \"x\", which only a string, number or boolean can be" },
        { """{ "key": "s", "starts_with": ["x"] }""", """{"s":["x"]}""", MismatchKind.NotScalar, "key \"s\": value is an array, filter wants a start of \"x\", which only a string, number or boolean can be" },
        { """{ "key": "s", "equals": ["x", "y"] }""", """{"s":"Y"}""", MismatchKind.DiffersInCase, "key \"s\": found \"Y\", filter wants exactly one of \"x\", \"y\" (differs only in case)" },
        { """{ "key": "s", "any": ["x", "y"] }""", """{"s":"z"}""", MismatchKind.Differs, "key \"s\": found \"z\", filter wants any of \"x\", \"y\"" },
        { """{ "key": "s", "ends_with": ["x"] }""", """{"s":"xz"}""", MismatchKind.Differs, "key \"s\": found \"xz\", filter wants an end of \"x\"" },
        { """{ "key": "s", "none": ["y", "test"] }""", """{"s":"a test"}""", MismatchKind.Excluded, "key \"s\": found \"a test\", filter wants it without \"test\"" },
        { """{ "key": "s", "exists": false }""", """{"s":0}""", MismatchKind.Present, "key \"s\": value is \"0\", filter wants none" },
        { """{ "key": "s", "exists": true }""", """{"s":null}""", MismatchKind.ValueIsNull, "key \"s\": value is null, which never matches" },
        { """{ "contains": ["DOWN"] }""", """{"s":"down"}""", MismatchKind.DiffersInCase, "payload: found \"down\", filter wants \"DOWN\" (differs only in case)" },
        { """{ "contains": ["down", "eu"] }""", """{"s":"down"}""", MismatchKind.Differs, "payload: \"eu\" is not in it" },
        { """[ { "key": "a" }, { "key": "b", "contains": ["x"] } ]""", """{"a":1,"b":2}""", MismatchKind.Differs, "key \"b\": found \"2\", filter wants \"x\"" },
        { """{ "key": "s", "contains": ["y"] }""", $$"""{"s":"{{Long}}"}""", MismatchKind.Differs, $"key \"s\": found \"{Long[..80]}…\", filter wants \"y\"" },
        { """{ "key": "s", "contains": ["y"] }""", """{"s":"a\nb\u0000"}""", MismatchKind.Differs, "key \"s\": found \"a b \", filter wants \"y\"" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void The_first_reason_is_told(string when, string body, MismatchKind kind, string message)
    {
        Mismatch? why = Why(when, PayloadDocument.Parse(Encoding.UTF8.GetBytes(body)));

        Assert.Equal((kind, message), (why?.Kind, why?.Message));
        Assert.Equal(when.StartsWith('[') ? 1 : 0, why?.Condition);
    }

    [Fact]
    public void Of_text_it_is_told_that_it_has_no_keys() => Assert.Equal(
        "key \"s\" is missing; the payload is not JSON, so it has no keys", Why("""{ "key": "s" }""", PayloadDocument.FromText("s=1"u8.ToArray()))?.Message);

    [Theory]
    [InlineData("""{ "key": "s", "contains": ["a", "b"] }""", """{"s":"b a"}""")]
    [InlineData("""{ "key": "s", "contains": [] }""", """{"s":""}""")]
    [InlineData("""{ "key": "s", "contains": ["\"a\":1"] }""", """{"s":{ "a" : 1 }}""")]
    [InlineData("""{ "key": "s", "any": ["\"a\":1"] }""", """{"s":[{ "a" : 1 }]}""")]
    [InlineData("""{ "key": "s", "any": ["x", "a"] }""", """{"s":"b a"}""")]
    [InlineData("""{ "key": "s", "equals": "500" }""", """{"s":500}""")]
    [InlineData("""{ "key": "s", "equals": ["x", "true"] }""", """{"s":true}""")]
    [InlineData("""{ "key": "s", "starts_with": ["P", "S"] }""", """{"s":"S1"}""")]
    [InlineData("""{ "key": "s", "ends_with": "1" }""", """{"s":"S1"}""")]
    [InlineData("""{ "key": "s", "none": ["x"] }""", """{"s":"y"}""")]
    [InlineData("""{ "key": "s", "none": ["x"] }""", """{"s":null}""")]
    [InlineData("""{ "key": "s", "none": ["x"] }""", """{}""")]
    [InlineData("""{ "key": "s", "exists": true }""", """{"s":{}}""")]
    [InlineData("""{ "key": "s", "exists": false }""", """{"s":null}""")]
    [InlineData("""{ "key": "s", "exists": false }""", """[]""")]
    [InlineData("""[ { "key": "s", "none": ["x"] }, { "key": "s", "exists": true } ]""", """{"s":"y"}""")]
    public void A_condition_that_holds_gives_no_reason(string when, string body) =>
        Assert.Null(Why(when, PayloadDocument.Parse(Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData("""{ "key": "m.name" }""", """{"m":"{\"na"}""", "key \"m.name\" is missing; \"m\" is a string, which has no keys: {\"na")]
    [InlineData("""{ "key": "m.a[0].name" }""", """{"m":{"a":7}}""", "key \"m.a[0].name\" is missing; \"m.a\" is a number, which has no keys: 7")]
    public void A_key_behind_a_single_value_is_told_with_it(string when, string body, string message) =>
        Assert.Equal(message, Why(when, PayloadDocument.Parse(Encoding.UTF8.GetBytes(body)))?.Message);

    [Theory]
    [InlineData("alerts", """{"alerts":[]}""", "key \"alerts\" is an array without elements; the filter gives a verdict for each element of an array")]
    [InlineData("alerts", """{"alerts":{}}""", "key \"alerts\" is an object; the filter gives a verdict for each element of an array")]
    [InlineData("alerts", """{"alarms":[{}]}""", "key \"alerts\" is missing; nearest is \"alarms\"; the filter gives a verdict for each element of an array")]
    [InlineData("$", """{"alerts":[]}""", "the payload is an object; the filter gives a verdict for each element of an array")]
    public void A_filter_for_each_element_says_that_there_is_none(string each, string body, string message)
    {
        string file = $$"""{ "name": "Tool", "extended": true, "filters": [{ "name": "f", "urgency": "low", "each": "{{each}}", "trigger": { "when": { "key": "s" } } }] }""";

        Mismatch? why = Assert.Single(Evaluator.Evaluate(SchemaFiles.Parse(file), PayloadDocument.Parse(Encoding.UTF8.GetBytes(body))).Filters).Trigger?.Why;

        Assert.Equal((MismatchKind.NoElements, message), (why?.Kind, why?.Message));
    }

    private static Mismatch? Why(string when, PayloadDocument payload)
    {
        string file = SchemaFiles.WithWhen(when).Replace("\"name\": \"Tool\",", "\"name\": \"Tool\", \"extended\": true,", StringComparison.Ordinal);
        return Assert.Single(Evaluator.Evaluate(SchemaFiles.Parse(file), payload).Filters).Trigger?.Why;
    }
}
