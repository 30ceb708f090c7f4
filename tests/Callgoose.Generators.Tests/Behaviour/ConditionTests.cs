using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Generators.Tests;

/// <summary>Conditions of compiled filters (schema.md 1 to 3).</summary>
public class ConditionTests
{
    [Theory]
    [InlineData("""{"s":"one two"}""", true)]
    [InlineData("""{"s":"two one"}""", true)]
    [InlineData("""{"s":"one"}""", false)]
    [InlineData("""{"s":"two"}""", false)]
    [InlineData("""{"s":"One two"}""", false)]
    [InlineData("""{"s":["one","two"]}""", true)]
    public void All_items_must_be_found(string body, bool passes) => Check("""{ "key": "s", "contains": ["one", "two"] }""", body, passes);

    [Theory]
    [InlineData("""{"a":"x","b":"y"}""", true)]
    [InlineData("""{"b":"y","a":"x"}""", true)]
    [InlineData("""{"a":"x","b":"z"}""", false)]
    [InlineData("""{"a":"x y"}""", false)]
    public void Both_pairs_must_hold(string body, bool passes) =>
        Check("""[ { "key": "a", "contains": ["x"] }, { "key": "b", "contains": ["y"] } ]""", body, passes);

    [Theory]
    [InlineData("""{"v":"500"}""", true)]
    [InlineData("""{"v":500}""", true)]
    [InlineData("""{"v":-1500.25}""", true)]
    [InlineData("""{"v":5e2}""", false)]
    [InlineData("""{"v":[1,500]}""", true)]
    [InlineData("""{"v":null}""", false)]
    [InlineData("""{}""", false)]
    public void Numbers_are_searched_as_they_are_written(string body, bool passes) => Check("""{ "key": "v", "contains": ["500"] }""", body, passes);

    [Theory]
    [InlineData("""{"v":1e3}""", "1e3", true)]
    [InlineData("""{"v":1000}""", "1e3", false)]
    [InlineData("""{"v":true}""", "true", true)]
    [InlineData("""{"v":"true"}""", "true", true)]
    [InlineData("""{"v":false}""", "true", false)]
    [InlineData("""{"v":null}""", "null", false)]
    [InlineData("""{"v":"null"}""", "null", true)]
    public void Other_literals_are_searched_as_they_are_written(string body, string item, bool passes) =>
        Check($$"""{ "key": "v", "contains": ["{{item}}"] }""", body, passes);

    [Theory]
    [InlineData("""{"v":{"a" : 1 , "b":[ true, "x  y" ]}}""", true)]
    [InlineData("""{"v":{"b":[true,"x  y"]}}""", true)]
    [InlineData("""{"v":{"b":[true,"x y"]}}""", false)]
    [InlineData("""{"v":"\"b\":[true,\"x  y\"]"}""", true)]
    public void Objects_are_searched_as_compact_JSON(string body, bool passes) =>
        Check("""{ "key": "v", "contains": ["\"b\":[true,\"x  y\"]"] }""", body, passes);

    [Theory]
    [InlineData("""{"v":""}""", true)]
    [InlineData("""{"v":false}""", true)]
    [InlineData("""{"v":0}""", true)]
    [InlineData("""{"v":{}}""", true)]
    [InlineData("""{"v":[]}""", true)]
    [InlineData("""{"v":null}""", false)]
    [InlineData("""{"w":1}""", false)]
    public void A_key_without_items_must_be_there_and_not_null(string body, bool passes)
    {
        Check("""{ "key": "v", "contains": [] }""", body, passes);
        Check("""{ "key": "v" }""", body, passes);
    }

    [Theory]
    [InlineData("""{"any":"where: DOWN"}""", true)]
    [InlineData("""{"DOWN":1}""", true)]
    [InlineData("""["DOWN"]""", true)]
    [InlineData("""{"v":"D\u004fWN"}""", false)]
    [InlineData("""{"v":"down"}""", false)]
    public void Items_without_a_key_are_searched_in_the_raw_body(string body, bool passes)
    {
        const string When = """{ "contains": ["DOWN"] }""";

        Check(When, body, passes);
        Assert.Equal(passes, Matched.ByText(Trigger(When), body).Trigger is not null);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[[[]]]")]
    public void A_catch_all_takes_every_call(string body)
    {
        Check("[]", body, passes: true);
        Check("""{ "contains": [] }""", body, passes: true);
        Assert.Equal("f", Matched.ByText(Trigger("[]"), "any text").Trigger);
        Assert.Equal("f", Matched.ByText(Trigger("[]"), string.Empty).Trigger);
    }

    [Fact]
    public void A_text_that_is_not_JSON_has_no_keys()
    {
        Assert.Null(Matched.ByText(Trigger("""{ "key": "v" }"""), """{"v":1}""").Trigger);
        Assert.Null(Matched.ByText(Trigger("""{ "key": "v", "contains": ["1"] }"""), """{"v":1}""").Trigger);
    }

    [Theory]
    [InlineData("é", "été", true)]
    [InlineData("é", "e\u0301te\u0301", false)]
    [InlineData("ß", "STRASSE", false)]
    [InlineData("😀", "a😀b", true)]
    [InlineData("😀", "a😁b", false)]
    [InlineData("\\\"\\\\\\n", "\\\"\\\\\\n", true)]
    [InlineData(" x ", "a x b", true)]
    [InlineData(" x ", "x", false)]
    public void Items_are_compared_code_point_by_code_point(string item, string value, bool passes) =>
        Check($$"""{ "key": "v", "contains": ["{{item}}"] }""", $$"""{"v":"{{value}}"}""", passes);

    [Fact]
    public void A_call_may_pass_a_trigger_and_a_resolve()
    {
        string schema = Fixture.Filters(
            """{ "name": "a", "urgency": "P2", "trigger": { "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "id" } }""",
            """{ "name": "b", "urgency": "low", "resolve": { "when": { "key": "s", "contains": ["up"] }, "incident_mapped_with": "ref" } }""");

        Assert.Equal(
            new Matched { Trigger = "a", Urgency = Urgency.P2, Key = "1", Resolve = "b", ResolveKey = "2" },
            Matched.By(schema, """{"s":"up","id":1,"ref":2}"""));
    }

    [Theory]
    [InlineData("P1", Urgency.P1)]
    [InlineData("P2", Urgency.P2)]
    [InlineData("P3", Urgency.P3)]
    [InlineData("P4", Urgency.P4)]
    [InlineData("P5", Urgency.P5)]
    [InlineData("high", Urgency.High)]
    [InlineData("low", Urgency.Low)]
    public void The_first_filter_that_passes_wins(string item, Urgency urgency)
    {
        string schema = Fixture.Filters(((string[])["P1", "P2", "P3", "P4", "P5", "high", "low"]).Select(static name =>
            $$"""{ "name": "is {{name}}", "urgency": "{{name}}", "trigger": { "when": { "key": "s", "contains": ["{{name}}"] } } }"""));

        Assert.Equal(new Matched { Trigger = "is " + item, Urgency = urgency }, Matched.By(schema, $$"""{"s":"{{item}}"}"""));
        Assert.Equal(Urgency.P1, Matched.By(schema, $$"""{"s":"{{item}} P1"}""").Urgency);
    }

    [Fact]
    public void What_passed_before_is_kept()
    {
        Integration integration = CompiledFile.Of(Fixture.BetterStack).Integration;
        var scratch = new ScratchBuffer();
        FilterMatch match = default;
        match.Trigger.Filter = "of an earlier integration";
        match.Trigger.Key = "earlier"u8;

        integration.Match(Encoding.UTF8.GetBytes(integration.TriggerSamples[0]), scratch, ref match);
        integration.Match(Encoding.UTF8.GetBytes(integration.ResolveSamples[0]), scratch, ref match);
        integration.Match("""{"status":"Resolved","id":"later"}"""u8, scratch, ref match);

        Matched matched = Matched.From(match);
        Assert.Equal("of an earlier integration", matched.Trigger);
        Assert.Equal("earlier", matched.Key);
        Assert.Equal(string.Empty, matched.Title);
        Assert.Equal("INC-98765", matched.ResolveKey);
    }

    private static string Trigger(string when) =>
        Fixture.Filters($$"""{ "name": "f", "urgency": "high", "trigger": { "when": {{when}} } }""");

    private static void Check(string when, string body, bool passes)
    {
        Assert.Equal(passes ? "f" : null, Matched.By(Trigger(when), body).Trigger);
        string resolve = Fixture.Filters(
            """{ "name": "t", "urgency": "high", "trigger": { "incident_mapped_with": "id" } }""",
            $$"""{ "name": "f", "urgency": "high", "resolve": { "when": {{when}}, "incident_mapped_with": "id" } }""");
        if (when.StartsWith('{') && when != """{ "contains": [] }""")
        {
            Assert.Equal(passes ? "f" : null, Matched.By(resolve, body).Resolve);
        }
    }
}
