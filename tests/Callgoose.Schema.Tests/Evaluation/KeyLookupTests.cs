using System.Text;

namespace Callgoose.Schema.Tests;

/// <summary>Where a key finds its value (Catalog/README.md 2).</summary>
public class KeyLookupTests
{
    [Theory]
    [InlineData("a.b.c", """{"a.b.c":1,"a":{"b.c":2,"b":{"c":3}}}""", "1")]
    [InlineData("a.b.c", """{"a":{"b":{"c":3},"b.c":2}}""", "2")]
    [InlineData("a.b.c", """{"a":{"b":{"c":3}}}""", "3")]
    [InlineData("a.b.c", """{"a.b.c":null,"a":{"b":{"c":3}}}""", "null")]
    [InlineData("a.b", """{"a":[{"b":1}]}""", "missing")]
    [InlineData("A", """{"a":1}""", "missing")]
    [InlineData("v", """{"x":{"v":1}}""", "missing")]
    [InlineData("v", """{"v":1,"v":2}""", "2")]
    [InlineData("m.id", """{"m":{"id":1},"m":{"x":1}}""", "missing")]
    [InlineData("status", """{"st\u0061tus":"x"}""", "x")]
    [InlineData("alerts.0.labels.name", """{"alerts":[{"labels":{"name":"x"}}]}""", "x")]
    [InlineData("alerts[0].labels.name", """{"alerts":[{"labels":{"name":"x"}}]}""", "x")]
    [InlineData("alerts[1]", """{"alerts":[1,2]}""", "2")]
    [InlineData("alerts[2]", """{"alerts":[1,2]}""", "missing")]
    [InlineData("m[1][0].x", """{"m":[[],[{"x":5}]]}""", "5")]
    [InlineData("alerts[0].labels.name", """{"alerts[0].labels.name":1,"alerts":[{"labels":{"name":2}}]}""", "1")]
    [InlineData("alerts[0].a.b", """{"alerts":[{"a.b":1,"a":{"b":2}}]}""", "1")]
    [InlineData("alerts.0.x", """{"alerts":{"0":{"x":1}}}""", "1")]
    [InlineData("alerts.0.x", """{"alerts":{"0.x":1}}""", "1")]
    [InlineData("alerts[0].x", """{"alerts":{"0":{"x":1}}}""", "missing")]
    [InlineData("id", """[{"id":1},{"id":2}]""", "1")]
    [InlineData("[1].id", """[{"id":1},{"id":2}]""", "2")]
    [InlineData("[0].id", """[{"id":1},{"id":2}]""", "1")]
    [InlineData("1.id", """[{"id":1},{"id":2}]""", "2")]
    [InlineData("1.id", """[{"1":{"id":3}},{"id":2}]""", "3")]
    [InlineData("[1].id", """{"[1].id":7}""", "7")]
    [InlineData("[1].id", """[{"[1].id":7},{"id":2}]""", "7")]
    [InlineData("[1].id", """{"1":{"id":7}}""", "missing")]
    [InlineData("id", """[[{"id":1}]]""", "missing")]
    [InlineData("[0][0].id", """[[{"id":1}]]""", "1")]
    [InlineData("id", """[]""", "missing")]
    [InlineData("id", "\"id\"", "missing")]
    [InlineData("[0]", "\"id\"", "missing")]
    public void A_key_finds_its_value(string key, string body, string text) => Assert.Equal(text, Shown(key, body));

    [Theory]
    [InlineData("""{"v":1e3}""", "1e3")]
    [InlineData("""{"v":-0.50}""", "-0.50")]
    [InlineData("""{"v":true}""", "true")]
    [InlineData("""{"v":"a\u0062\/"}""", "ab/")]
    [InlineData("""{"v":{ "a" : [ 1 , "x y" ] }}""", """{"a":[1,"x y"]}""")]
    [InlineData("""{"v":[ "\u0041 \" " ]}""", """["\u0041 \" "]""")]
    [InlineData("\uFEFF{\"v\":1}", "1")]
    public void A_value_has_the_text_that_filters_see(string body, string text) => Assert.Equal(text, Shown("v", body));

    [Fact]
    public void Text_has_no_keys()
    {
        var payload = PayloadDocument.FromText("status=Started"u8.ToArray());

        Assert.True(payload.Find("status").IsMissing);
        Assert.Empty(payload.Keys());
        Assert.Equal("status=Started", payload.Raw);
    }

    [Fact]
    public void The_keys_of_a_payload_are_written_as_a_schema_file_would() => Assert.Equal(
        ["a", "a.b", "c", "c[0].d", "e"], PayloadDocument.Parse("""[{"a":{"b":1},"c":[{"d":1},{"x":1}],"e":[]}]"""u8.ToArray()).Keys());

    private static string Shown(string key, string body)
    {
        PayloadValue value = PayloadDocument.Parse(Encoding.UTF8.GetBytes(body)).Find(key);
        return value.IsPresent ? value.Text : value.IsMissing ? "missing" : "null";
    }
}
