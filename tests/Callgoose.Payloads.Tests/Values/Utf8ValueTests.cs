using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>Values as filters and incidents see them (Catalog/README.md 2).</summary>
public class Utf8ValueTests
{
    private readonly ScratchBuffer scratch = new();

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"Started\"", "Started")]
    [InlineData("\" Started \"", " Started ")]
    [InlineData("\"é漢😀\"", "é漢😀")]
    [InlineData("""  "a\"b\\c\/d\b\f\n\r\te" """, "a\"b\\c/d\b\f\n\r\te")]
    [InlineData("""  "\u0053tarted" """, "Started")]
    [InlineData("""  "\u00E9\u6f22\ud83d\ude00\uD834\uDD1E" """, "é漢😀𝄞")]
    [InlineData("""  "\u0000\u001f\u007F\uffff" """, "\0\u001F\u007F\uFFFF")]
    [InlineData("""  "\\u0041\\\u0041" """, "\\u0041\\A")]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("500", "500")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.50", "1.50")]
    [InlineData("-1E+05", "-1E+05")]
    [InlineData("12345678901234567890.00", "12345678901234567890.00")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    public void A_scalar_has_its_text(string json, string text)
    {
        Utf8Value value = Read(json);

        Assert.True(value.IsPresent);
        Assert.True(value.IsScalar);
        Assert.Equal(text, Encoding.UTF8.GetString(value.GetText(scratch)));
        Assert.Equal(text, Encoding.UTF8.GetString(value.GetScalarText(scratch)));
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("{ \"a\" : 1 }", """{"a":1}""")]
    [InlineData("[ 1 ,\t2.0 ,\r\n true , null ]", "[1,2.0,true,null]")]
    [InlineData("""{ "a b" : " c  d " }""", """{"a b":" c  d "}""")]
    [InlineData("""[ "a \" , b" , "c \\" , "\\\" ] " ]""", """["a \" , b","c \\","\\\" ] "]""")]
    [InlineData("""{ "\u0020 \n" : [ { } , [ ] ] }""", """{"\u0020 \n":[{},[]]}""")]
    [InlineData("""[ "é 漢 😀" ]""", """["é 漢 😀"]""")]
    public void An_object_or_array_has_its_compact_json_as_text_and_none_as_a_scalar(string json, string text)
    {
        Utf8Value value = Read(json);

        Assert.True(value.IsPresent);
        Assert.False(value.IsScalar);
        Assert.Equal(text, Encoding.UTF8.GetString(value.GetText(scratch)));
        Assert.True(value.GetScalarText(scratch).IsEmpty);
        Assert.Equal(json.Trim(), Encoding.UTF8.GetString(value.Raw));
    }

    [Fact]
    public void Null_is_not_present_and_has_no_text()
    {
        Utf8Value value = Read("null");

        Assert.Equal(ValueKind.Null, value.Kind);
        Assert.False(value.IsPresent);
        Assert.False(value.IsScalar);
        Assert.True(value.GetText(scratch).IsEmpty);
        Assert.True(value.GetScalarText(scratch).IsEmpty);
    }

    [Fact]
    public void The_default_value_is_missing()
    {
        Utf8Value value = default;

        Assert.Equal(ValueKind.Missing, value.Kind);
        Assert.False(value.IsPresent);
        Assert.False(value.IsScalar);
        Assert.True(value.GetText(scratch).IsEmpty);
        Assert.True(value.GetScalarText(scratch).IsEmpty);
    }

    [Fact]
    public void An_empty_string_is_present()
    {
        Utf8Value value = Read("\"\"");

        Assert.Equal(ValueKind.String, value.Kind);
        Assert.True(value.IsPresent);
    }

    [Fact]
    public void A_number_and_a_string_of_the_same_characters_have_the_same_text() =>
        Assert.True(Read("7").GetScalarText(scratch).SequenceEqual(Read("\"7\"").GetScalarText(scratch)));

    [Fact]
    public void Text_without_escapes_is_the_bytes_of_the_body()
    {
        byte[] body = "[\"Started\"]"u8.ToArray();
        var reader = new PayloadReader(body, scratch);
        reader.PeekKind();
        reader.EnterArray();
        reader.FirstElement();
        reader.ReadValue(out Utf8Value value);

        Assert.False(value.HasEscapes);
        Assert.True(value.GetText(scratch) == body.AsSpan(2, 7));
    }

    [Fact]
    public void Raw_text_keeps_escapes_and_tells_that_there_are_some()
    {
        Utf8Value value = Read("""  "a\u0062" """);

        Assert.True(value.HasEscapes);
        Assert.Equal("""a\u0062""", Encoding.UTF8.GetString(value.Raw));
    }

    [Fact]
    public void Texts_of_several_values_stay_beside_each_other()
    {
        ReadOnlySpan<byte> first = Read("""  "\u0041A" """).GetText(scratch);
        ReadOnlySpan<byte> second = Read("[ 1 ]").GetText(scratch);
        ReadOnlySpan<byte> third = Read("""  "\u0042B" """).GetText(scratch);

        Assert.Equal("AA [1] BB", $"{Encoding.UTF8.GetString(first)} {Encoding.UTF8.GetString(second)} {Encoding.UTF8.GetString(third)}");
    }

    [Fact]
    public void A_value_made_from_text_has_that_text_whatever_it_looks_like()
    {
        Utf8Value value = Utf8Value.FromText("""a\u0041"b"""u8);

        Assert.Equal(ValueKind.String, value.Kind);
        Assert.Equal("""a\u0041"b""", Encoding.UTF8.GetString(value.GetText(scratch)));
    }

    private Utf8Value Read(string json)
    {
        var reader = new PayloadReader(Encoding.UTF8.GetBytes(json), scratch);
        Assert.True(reader.ReadValue(out Utf8Value value));
        Assert.True(reader.ReadEnd());
        return value;
    }
}
