using System.Buffers;
using System.Text;

namespace Callgoose.Generators.Tests;

/// <summary>How compiled filters find the value of a key, and which part of it they use (Catalog/README.md 2).</summary>
public class KeyTests
{
    [Theory]
    [InlineData("""{"v":"7"}""", "7")]
    [InlineData("""{"v":7}""", "7")]
    [InlineData("""{"v":1e3}""", "1e3")]
    [InlineData("""{"v":-0.50}""", "-0.50")]
    [InlineData("""{"v":true}""", "true")]
    [InlineData("""{"v":"a\u0062\n\ud83d\ude00"}""", "ab\n😀")]
    [InlineData("""{"v":" x "}""", " x ")]
    [InlineData("""{"v":""}""", "")]
    [InlineData("""{"v":null}""", "")]
    [InlineData("""{"v":{}}""", "")]
    [InlineData("""{"v":["x"]}""", "")]
    [InlineData("""{"V":"x"}""", "")]
    [InlineData("""{}""", "")]
    public void Scalars_are_taken_as_text_and_nothing_else_is(string body, string text) => Check("v", body, text);

    [Theory]
    [InlineData("""{"a.b.c":1,"a":{"b.c":2,"b":{"c":3}}}""", "1")]
    [InlineData("""{"a":{"b":{"c":3},"b.c":2},"a.b.c":1}""", "1")]
    [InlineData("""{"a":{"b.c":2,"b":{"c":3}}}""", "2")]
    [InlineData("""{"a":{"b":{"c":3}}}""", "3")]
    [InlineData("""{"a.b.c":null,"a":{"b":{"c":3}}}""", "")]
    [InlineData("""{"a":{"b.c":null,"b":{"c":3}}}""", "")]
    [InlineData("""{"a":{"b":{"c":null}}}""", "")]
    [InlineData("""{"a":{"b":3}}""", "")]
    [InlineData("""{"a":[{"b":{"c":3}}]}""", "")]
    [InlineData("""{"b":{"c":3},"c":4,"x":{"a":{"b":{"c":3}}}}""", "")]
    [InlineData("""{"\u0061":{"b\u002ec":2}}""", "2")]
    public void An_exact_name_comes_before_a_way_down_on_every_level(string body, string text) => Check("a.b.c", body, text);

    [Theory]
    [InlineData("""{"v":1,"v":2}""", "2")]
    [InlineData("""{"v":1,"\u0076":2}""", "2")]
    [InlineData("""{"v":1,"v":null}""", "")]
    [InlineData("""{"v":1,"v":{}}""", "")]
    [InlineData("""{"v":null,"v":"x"}""", "x")]
    public void Of_duplicate_names_the_last_one_counts(string body, string text) => Check("v", body, text);

    [Theory]
    [InlineData("""{"m":{"id":"1"},"m":{"id":"2"}}""", "2")]
    [InlineData("""{"m":{"id":"1"},"m":{"name":"x"}}""", "")]
    [InlineData("""{"m":{"id":"1"},"m":5}""", "")]
    [InlineData("""{"m":{"id":"1"},"m":null}""", "")]
    [InlineData("""{"m":{"id":"1"},"m":[]}""", "")]
    [InlineData("""{"m":5,"m":{"id":"1"}}""", "1")]
    [InlineData("""{"m":{"id":"1","id":"2"}}""", "2")]
    public void Of_duplicate_objects_nothing_of_an_earlier_one_is_left(string body, string text) => Check("m.id", body, text);

    [Theory]
    [InlineData("""{"m":{"id":"1"},"m":{"name":"x"}}""", """{"name":"x"}""")]
    [InlineData("""{"m":{"id":"1"},"m":5}""", "5")]
    [InlineData("""{"m":5,"m":{"id":"1"}}""", """{"id":"1"}""")]
    [InlineData("""{"m":{ "id" : "1" }}""", """{"id":"1"}""")]
    public void A_whole_object_and_a_key_below_it_agree(string body, string whole)
    {
        string item = whole.Replace("\"", "\\\"", StringComparison.Ordinal);
        string schema = Fixture.Filters(
            $$"""{ "name": "f", "urgency": "low", "trigger": { "when": { "key": "m", "contains": ["{{item}}"] }, "incident_mapped_with": "m.id" } }""");

        Matched matched = Matched.By(schema, body);

        Assert.Equal("f", matched.Trigger);
        Assert.Equal(whole.Contains("id", StringComparison.Ordinal) ? "1" : string.Empty, matched.Key);
    }

    [Theory]
    [InlineData("""[{"v":1},{"v":2}]""", "1")]
    [InlineData("""[ {"v":1} ]""", "1")]
    [InlineData("""[{},{"v":2}]""", "")]
    [InlineData("""[null,{"v":2}]""", "")]
    [InlineData("""[[{"v":2}]]""", "")]
    [InlineData("""[]""", "")]
    public void Of_a_root_array_the_first_element_is_read(string body, string text) => Check("v", body, text);

    [Theory]
    [InlineData("漢字.😀", """{"漢字":{"😀":1}}""", "1")]
    [InlineData("漢字", """{"\u6f22\u5b57":1}""", "1")]
    [InlineData("quote\\\"back\\\\slash", """{"quote\"back\\slash":1}""", "1")]
    [InlineData("a-b", """{"a_b":2,"a-b":1,"aB":3}""", "1")]
    [InlineData("class", """{"class":1}""", "1")]
    [InlineData(".x", """{".x":1}""", "1")]
    [InlineData("x.", """{"x.":1,"x":{"":2}}""", "1")]
    [InlineData("to_string", """{"to_string":1}""", "1")]
    public void Odd_names_are_found(string key, string body, string text) => Check(key, body, text);

    [Fact]
    public void A_described_payload_is_written_with_all_kinds_of_values_and_in_the_order_of_the_file()
    {
        const string Body = """
            { "unknown": 1, "labels": { "region": "eu", "severity": null }, "漢字": false, "quote\"key": "a\/b", "na\u00efve": "é", "2xx": 1e3, "nothing": [ 1, { } ],
              "monitor": { "monitor": { "id": "\u0031" } }, "class": "x" }
            """;

        Assert.Equal(
            """{"class":"x","2xx":1e3,"naïve":"é","漢字":false,"quote\"key":"a/b","monitor":{ "monitor": { "id": "\u0031" } },"labels":{"severity":null,"region":"eu"},"nothing":[ 1, { } ]}""",
            CompiledFile.Of(Fixture.Odd).Copy(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(Body))));
    }

    /// <summary>A key gives the same value as mapped value, title, description and time, whether <c>payload</c> describes it or not.</summary>
    private static void Check(string key, string body, string text)
    {
        string schema =
            $$"""
            { "name": "Tool",
              "occurred_at": { "trigger": "{{key}}", "resolve": "{{key}}" },
              "filters": [ { "name": "f", "urgency": "low",
                "trigger": { "incident_mapped_with": "{{key}}", "title": "{{key}}", "description": "{{key}}" },
                "resolve": { "when": { "contains": ["{{(body.StartsWith('[') ? "[" : "{")}}"] }, "incident_mapped_with": "{{key}}" } } ] }
            """;

        Matched matched = Matched.By(schema, body);

        Assert.Equal(Enumerable.Repeat(text, 6), [matched.Key, matched.Title, matched.Description, matched.TriggeredAt, matched.ResolveKey, matched.ResolvedAt]);
    }
}
