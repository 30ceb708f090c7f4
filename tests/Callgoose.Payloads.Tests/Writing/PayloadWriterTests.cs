using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Callgoose.Payloads.Tests;

public class PayloadWriterTests
{
    private readonly ArrayBufferWriter<byte> output = new();

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("\"a\\u0062\"", "\"a\\u0062\"")]
    [InlineData("[ 1 , 1e3, -0.50 , true, false , null , \"\" ]", "[1,1e3,-0.50,true,false,null,\"\"]")]
    [InlineData("""{ "a" : { "b" : [ ] , "c" : { } } , "d" : [ { "e" : 1 } , [ 2 ] , 3 ] }""",
        """{"a":{"b":[],"c":{}},"d":[{"e":1},[2],3]}""")]
    [InlineData("""[ "\"\\\/\b\f\n\r\t\ud83d\ude00" , "é漢😀" ]""", """["\"\\\/\b\f\n\r\t\ud83d\ude00","é漢😀"]""")]
    public void Everything_that_was_read_is_written_as_it_was_received_without_white_space(string json, string compact)
    {
        var reader = new PayloadReader(Encoding.UTF8.GetBytes(json), new ScratchBuffer());
        var writer = new PayloadWriter(output);

        PayloadCopy.Write(ref reader, ref writer);

        Assert.True(reader.ReadEnd());
        Assert.Equal(compact, Written());
    }

    [Fact]
    public void The_guide_s_trigger_written_again_holds_the_same_values()
    {
        var reader = new PayloadReader(GuidePayloads.Trigger, new ScratchBuffer());
        var writer = new PayloadWriter(output);

        PayloadCopy.Write(ref reader, ref writer);

        using JsonDocument received = JsonDocument.Parse(GuidePayloads.Trigger.ToArray());
        using JsonDocument written = JsonDocument.Parse(output.WrittenMemory);
        Assert.True(JsonElement.DeepEquals(received.RootElement, written.RootElement));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    [InlineData("say \"no\" \\o/", "say \\\"no\\\" \\\\o/")]
    [InlineData("\b\f\n\r\t", """\b\f\n\r\t""")]
    [InlineData("\0\u0001\u000B\u001F", """\u0000\u0001\u000b\u001f""")]
    [InlineData("<a href='x'>&+`</a>", "<a href='x'>&+`</a>")]
    [InlineData("é漢😀\u007F\u00A0\u2028\uFEFF\uFFFF", "é漢😀\u007F\u00A0\u2028\uFEFF\uFFFF")]
    [InlineData("\"é漢😀\u007F\u00A0\u2028\uFEFF\uFFFF\"", "\\\"é漢😀\u007F\u00A0\u2028\uFEFF\uFFFF\\\"")]
    [InlineData("\\u0041", "\\\\u0041")]
    public void Text_is_escaped_where_json_demands_it_and_nowhere_else(string text, string escaped)
    {
        var writer = new PayloadWriter(output);

        writer.WriteValue(Utf8Value.FromText(Encoding.UTF8.GetBytes(text)));

        Assert.Equal($"\"{escaped}\"", Written());
        Assert.Equal(text, ReadBack());
    }

    [Fact]
    public void Text_of_every_code_point_that_needs_care_reads_back_at_every_length()
    {
        string all = string.Concat(Enumerable.Range(0, 0x180).Select(static c => (char)c)) + "\u2028\uD7FF\uE000\uFFFD😀𝄞\U0010FFFF";
        foreach (int repeat in new[] { 1, 7, 100 })
        {
            string text = string.Concat(Enumerable.Repeat(all, repeat));
            output.ResetWrittenCount();
            var writer = new PayloadWriter(output);

            writer.WriteValue(Utf8Value.FromText(Encoding.UTF8.GetBytes(text)));

            Assert.Equal(text, ReadBack());
        }
    }

    [Fact]
    public void A_missing_member_is_omitted_wherever_it_stands()
    {
        var writer = new PayloadWriter(output);
        writer.BeginObject();
        writer.WriteMember("a"u8, default);
        writer.WriteMember("b"u8, Utf8Value.FromText("1"u8));
        writer.WriteMember("c"u8, default);
        writer.WriteMember("d"u8, Read("2"));
        writer.WriteName("e"u8);
        writer.BeginObject();
        writer.WriteMember("f"u8, default);
        writer.EndObject();
        writer.WriteMember("g"u8, default);
        writer.WriteMember("h"u8, Read("null"));
        writer.EndObject();

        Assert.Equal("""{"b":"1","d":2,"e":{},"h":null}""", Written());
    }

    [Fact]
    public void A_missing_element_is_written_as_null_so_that_positions_stay()
    {
        var writer = new PayloadWriter(output);
        writer.BeginArray();
        writer.WriteValue(default);
        writer.WriteValue(Read("[ 1 ]"));
        writer.WriteValue(default);
        writer.BeginObject();
        writer.EndObject();
        writer.WriteValue(Read("true"));
        writer.EndArray();

        Assert.Equal("[null,[ 1 ],null,{},true]", Written());
    }

    [Fact]
    public void Writing_allocates_nothing_once_the_output_is_large_enough()
    {
        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            output.ResetWrittenCount();
            var writer = new PayloadWriter(output);
            writer.BeginObject();
            writer.WriteMember("title"u8, Utf8Value.FromText("a \"quoted\" 😀\n"u8));
            writer.EndObject();
        }));
        Assert.Equal("""{"title":"a \"quoted\" 😀\n"}""", Written());
    }

    private static Utf8Value Read(string json)
    {
        var reader = new PayloadReader(Encoding.UTF8.GetBytes(json), new ScratchBuffer());
        Assert.True(reader.ReadValue(out Utf8Value value));
        return value;
    }

    /// <summary>What was written, once a JSON parser has found nothing wrong with it.</summary>
    private string Written()
    {
        using JsonDocument document = JsonDocument.Parse(output.WrittenMemory);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private string? ReadBack()
    {
        using JsonDocument document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.GetString();
    }
}
