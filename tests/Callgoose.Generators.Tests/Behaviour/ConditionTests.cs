using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Generators.Tests;

/// <summary>Conditions of compiled filters (Catalog/README.md 1 and 2).</summary>
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

    [Theory]
    [InlineData("""{ "key": "s", "above": 90 }""", "90.5", true)]
    [InlineData("""{ "key": "s", "above": 90 }""", "90.0", false)]
    [InlineData("""{ "key": "s", "at_least": 90 }""", "9e1", true)]
    [InlineData("""{ "key": "s", "below": -1.5 }""", "-2", true)]
    [InlineData("""{ "key": "s", "below": 0.1 }""", "1e-9", true)]
    [InlineData("""{ "key": "s", "at_most": 0 }""", "-0.0", true)]
    [InlineData("""{ "key": "s", "above": 90 }""", "\"100\"", true)]
    [InlineData("""{ "key": "s", "above": 90 }""", "\"100 %\"", false)]
    [InlineData("""{ "key": "s", "above": 90 }""", "true", false)]
    [InlineData("""{ "key": "s", "above": 90 }""", "[100]", false)]
    [InlineData("""{ "key": "s", "above": 9007199254740993 }""", "9007199254740994", true)]
    [InlineData("""{ "key": "s", "above": 9007199254740993 }""", "9007199254740993", false)]
    [InlineData("""{ "key": "s", "above": 1 }""", "1e9999999999", false)]
    [InlineData("""{ "key": "s", "equals": ["100"] }""", "1e2", true)]
    [InlineData("""{ "key": "s", "equals": ["100"] }""", "\"1e2\"", false)]
    [InlineData("""{ "key": "s", "equals": ["100"] }""", "100.5", false)]
    [InlineData("""{ "key": "s", "contains": ["DOWN"], "ignore_case": true }""", "\"is Down\"", true)]
    [InlineData("""{ "key": "s", "equals": "É", "ignore_case": true }""", "\"é\"", false)]
    [InlineData("""{ "key": "s", "none": ["Test"], "ignore_case": true }""", "\"a TEST\"", false)]
    [InlineData("""{ "key": "s", "starts_with": ["crit"], "ignore_case": true }""", "\"CRITICAL\"", true)]
    [InlineData("""{ "contains": ["CRITICAL"], "ignore_case": true }""", "\"critical\"", true)]
    [InlineData("""{ "key": "s", "matches": "^db[0-9]{1,3}$" }""", "\"db12\"", true)]
    [InlineData("""{ "key": "s", "matches": "^db[0-9]{1,3}$" }""", "\"db1234\"", false)]
    [InlineData("""{ "key": "s", "matches": "down|lost" }""", "\"link lost\"", true)]
    [InlineData("""{ "key": "s", "matches": "[A-C]+x", "ignore_case": true }""", "\"abX\"", true)]
    [InlineData("""{ "key": "s", "matches": "^.$" }""", "\"😀\"", true)]
    [InlineData("""{ "key": "s", "matches": "5\\d\\d" }""", "503", true)]
    [InlineData("""{ "key": "s", "matches": "a" }""", "[\"a\"]", false)]
    [InlineData("""{ "key": "s", "matches": "^x*$" }""", "\"\"", true)]
    [InlineData("""{ "key": "s", "matches": "^x*$" }""", "\"xx\"", true)]
    [InlineData("""{ "key": "s", "matches": "^x*$" }""", "null", false)]
    [InlineData("""{ "key": "s", "matches": "^x*$" }""", "[]", false)]
    [InlineData("""{ "key": "s", "matches": "^x*$" }""", "{}", false)]
    [InlineData("""{ "key": "t", "matches": "^x*$" }""", "\"\"", false)]
    public void Operators_of_the_second_edition_compare_and_match(string when, string value, bool passes) =>
        Assert.Equal(passes ? "f" : null, Matched.By(Fixture.ExtendedFilters($$"""{ "name": "f", "urgency": "high", "trigger": { "when": {{when}} } }"""), $$"""{"s":{{value}}}""").Trigger);

    [Theory]
    [InlineData("""{"s":"a","t":"x"}""", true)]
    [InlineData("""{"s":"b","t":"y","u":1}""", true)]
    [InlineData("""{"s":"b","t":"y"}""", false)]
    [InlineData("""{"s":"c","t":"x"}""", false)]
    public void One_of_several_lists_is_enough(string body, bool passes)
    {
        string schema = Fixture.ExtendedFilters(
            """
            { "name": "f", "urgency": "high", "trigger": {
                "when": { "key": "s", "any": ["a", "b"] },
                "when_any": [ { "key": "t", "equals": "x" }, [ { "key": "t", "equals": "y" }, { "key": "u", "exists": true } ] ] } }
            """);

        Assert.Equal(passes ? "f" : null, Matched.By(schema, body).Trigger);
    }

    [Theory]
    [InlineData("""{"a":"Disk","b":"db1"}""", "Disk on db1 {now}")]
    [InlineData("""{"a":"Disk"}""", "Disk on  {now}")]
    [InlineData("""{"c":"else"}""", "else")]
    [InlineData("{}", "")]
    public void A_title_is_made_of_values(string body, string title)
    {
        string schema = Fixture.ExtendedFilters("""{ "name": "f", "urgency": "high", "trigger": { "title": { "first_of": ["{a} on {b} {{now}}", "c"] } } }""");

        Assert.Equal(title, Matched.By(schema, body).Title);
    }

    [Fact]
    public void Of_a_long_value_the_start_stands_in_a_title_with_whole_characters()
    {
        string schema = Fixture.ExtendedFilters("""{ "name": "f", "urgency": "high", "trigger": { "title": "{a}!" } }""");

        Assert.Equal(string.Concat(Enumerable.Repeat("漢", 341)) + "!", Matched.By(schema, $$"""{"a":"{{string.Concat(Enumerable.Repeat("漢", 5000))}}"}""").Title);
    }

    [Fact]
    public void Text_in_which_an_array_stands_is_no_list()
    {
        string schema = Fixture.ExtendedFilters("""{ "name": "f", "urgency": "high", "trigger": { "title": { "key": "a", "of": "l" } } }""");

        Assert.Equal(string.Empty, Matched.By(schema, """{"l":"[{\"a\":1}]"}""").Title);
        Assert.Equal("1", Matched.By(schema, """{"l":[{"a":1}]}""").Title);
    }

    [Theory]
    [InlineData("""{"m":"{\"s\":\"down\",\"id\":7}"}""", "f")]
    [InlineData("""{"m":" {\"s\":\"down\"}", "z":1}""", "f")]
    [InlineData("""{"m":{"s":"down"}}""", "f")]
    [InlineData("""{"m":"{\"s\":"}""", null)]
    [InlineData("""{"m":"\"s\""}""", null)]
    [InlineData("""{"m":7}""", null)]
    public void Text_is_read_as_JSON(string body, string? trigger)
    {
        string schema = Fixture.ExtendedFilters("""{ "name": "f", "urgency": "high", "trigger": { "when": { "key": "m.s", "equals": "down" }, "incident_mapped_with": "m.id" } }""")
            .Replace("\"filters\"", "\"parse\": [\"m\"], \"filters\"", StringComparison.Ordinal);

        Assert.Equal(trigger, Matched.By(schema, body).Trigger);
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
