using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Names as a generated reader sees them (Catalog/README.md 2).</summary>
public class NameTests
{
    [Theory]
    [InlineData("status", "status")]
    [InlineData("", "")]
    [InlineData("a.b", "a.b")]
    [InlineData("é漢😀", "é漢😀")]
    [InlineData("""st\u0061tus""", "status")]
    [InlineData("""\u0073\u0074\u0061\u0074\u0075\u0073""", "status")]
    [InlineData("""\"\\\/\b\f\n\r\t""", "\"\\/\b\f\n\r\t")]
    [InlineData("""\u00e9\u6f22\ud83d\ude00""", "é漢😀")]
    [InlineData("""\u0000""", "\0")]
    public void A_name_is_given_unescaped(string written, string name)
    {
        Assert.Equal([name, "next"], Names($$"""{"{{written}}":1,"next":2}"""));
        Assert.Equal(["next", name], Names($$"""{"next" : {"inner":[]} , "{{written}}" : 2 }"""));
    }

    [Fact]
    public void Every_occurrence_of_a_name_is_given_in_order()
    {
        var values = new List<string>();
        var scratch = new ScratchBuffer();
        var reader = new PayloadReader("""{"id":1,"\u0069d":"2","x":0,"id":[3]}"""u8, scratch);

        Assert.Equal(ValueKind.Object, reader.PeekKind());
        Assert.True(reader.EnterObject());
        for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
        {
            bool wanted = name.SequenceEqual("id"u8);
            Assert.True(reader.ReadValue(out Utf8Value value));
            if (wanted)
            {
                values.Add(Encoding.UTF8.GetString(value.GetText(scratch)));
            }
        }

        Assert.True(reader.ReadEnd());
        Assert.Equal(["1", "2", "[3]"], values);
    }

    /// <summary>The longest key of a schema has 1,024 code points: 4,096 bytes, or twelve times 1,024 when escaped.</summary>
    [Theory]
    [InlineData("😀", """\ud83d\ude00""", 1024)]
    [InlineData("漢", """\u6f22""", 1024)]
    [InlineData("a", """\u0061""", 682)]
    [InlineData("a", """\u0061""", 683)]
    [InlineData("a", """\u0061""", 1024)]
    [InlineData("a", """\u0061""", 4096)]
    public void An_escaped_name_as_long_as_the_longest_key_is_still_given(string character, string escape, int count)
    {
        string written = string.Concat(Enumerable.Repeat(escape, count));
        string name = string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal([name, "b", name], Names($$"""{"{{written}}":1,"b":2,"{{written}}":3}"""));
    }

    [Fact]
    public void A_plain_name_of_any_length_is_given()
    {
        string name = new('n', 100_000);

        Assert.Equal([name], Names($$"""{"{{name}}":1}"""));
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void An_escaped_name_longer_than_any_key_is_given_as_empty_and_what_follows_is_read(int escapes)
    {
        string written = string.Concat(Enumerable.Repeat("""\u0061""", escapes));

        Assert.Equal(["", "status"], Names($$"""{"{{written}}":{"a":[1]},"status":2}"""));
    }

    private static List<string> Names(string body)
    {
        var names = new List<string>();
        var reader = new PayloadReader(Encoding.UTF8.GetBytes(body), new ScratchBuffer());
        Assert.Equal(ValueKind.Object, reader.PeekKind());
        Assert.True(reader.EnterObject());
        for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
        {
            names.Add(Encoding.UTF8.GetString(name));
            Assert.True(reader.SkipValue());
        }

        Assert.True(reader.ReadEnd());
        return names;
    }
}
