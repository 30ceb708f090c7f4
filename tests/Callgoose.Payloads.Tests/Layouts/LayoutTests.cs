using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>A body with a known layout is read by that layout, with the same verdict and values as the general reader (Layouts/README.md).</summary>
public class LayoutTests
{
    /// <summary>Shorter bodies are not learned.</summary>
    private const int Shortest = 32;

    private const string Known = """{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""";

    private static readonly string[] Names = ["id", "n", "status", "id2", "source", "title", "description", "monitor", "started_at", "resolved_at", "a"];

    private readonly LayoutReading reading = new(Names);

    [Theory]
    [InlineData(Known)]
    [InlineData("""{"id": "", "n": {"x": "é漢😀", "y": ["", 2.5e-3]}, "status": false, "id2": 7}""")]
    [InlineData("""{"id": 7, "n": {"x": null, "y": [true, "z"]}, "status": "Started", "id2": "long enough to reach over the end of one vector of bytes, and more"}""")]
    [InlineData("""{"id": "\"\\\n\u00e9", "n": {"x": "\ud83d\ude00", "y": ["/\/", "é"]}, "status": "\t", "id2": "\u0000"}""")]
    [InlineData("{\"id\": \"a\", \"n\": {\"x\": \"\", \"y\": [\"b\", 1]}, \"status\": true, \"id2\": null}\n \r\n\t")]
    [InlineData("""{"id":  "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    public void Values_of_any_kind_are_read_by_the_layout(string body)
    {
        reading.Read(Known);

        Assert.True(reading.Read(body));
        Assert.True(reading.ByLayout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\\"")]
    [InlineData("\\\\")]
    [InlineData("é")]
    [InlineData("\\u0022:\\\"")]
    public void Strings_of_any_length_are_read_by_the_layout_wherever_they_stand(string end)
    {
        string[] values = ["one", "two", "three", "four", "five", "six"];
        reading.Read(Body(values));
        for (int length = 0; length < 100; length++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                string text = new('x', length);
                Assert.True(reading.Read(Body([.. values[..i], text + end, .. values[(i + 1)..]])));
                Assert.True(reading.ByLayout);
                Assert.True(reading.Read(Body([.. values[..i], end + text, .. values[(i + 1)..]])));
                Assert.True(reading.ByLayout);
            }
        }

        static string Body(string[] values) =>
            $$"""{"id":"{{values[0]}}","status": "{{values[1]}}","n":{"x":"{{values[2]}}"},"title":"{{values[3]}}","a":["{{values[4]}}"],"id2":"{{values[5]}}"}""";
    }

    [Theory]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", {}]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": [], "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1, 2]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null, "id": 1}""")]
    [InlineData("""{"id": "a", "n" : {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"\u0069d": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""[{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}]""")]
    public void Any_other_layout_is_left_to_the_general_reader(string body)
    {
        reading.Read(Known);

        Assert.True(reading.Read(body));
        Assert.False(reading.ByLayout);
    }

    [Theory]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 01]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1.]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": trüe, "id2": null}""")]
    [InlineData("""{"id": "<01>", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "<1F>", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "<C3>", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "\n<ED><A0><80>", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "\n long enough that the vector with the escape does not show the <FF>", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "\ud83d", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "\x", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null} x""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": nul""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": "x""")]
    [InlineData("""{"id": "a", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null""")]
    [InlineData("""<EF><BB><BF>{"id": "<80>", "n": {"x": "", "y": ["b", 1]}, "status": true, "id2": null}""")]
    public void What_is_wrong_is_refused_for_the_same_reason_at_the_same_place(string notation)
    {
        reading.Read(Known);

        Assert.False(reading.Read(Notation.Bytes(notation)));
    }

    [Theory]
    [MemberData(nameof(GuidePayloads.All), MemberType = typeof(GuidePayloads))]
    public void A_body_is_read_by_its_layout_the_second_time(string body)
    {
        reading.Read(body);

        Assert.True(reading.Read(body));
        Assert.Equal(Encoding.UTF8.GetByteCount(body) >= Shortest, reading.ByLayout);
    }

    [Fact]
    public void Of_a_name_that_occurs_twice_the_last_one_counts()
    {
        const string Twice = """{"id": "the first", "id": "the last", "n": 1, "n": {"x": "y"}}""";
        reading.Read(Twice);

        Assert.True(reading.Read(Twice.Replace("first", "one", StringComparison.Ordinal)));
        Assert.True(reading.ByLayout);
    }

    [Fact]
    public void Objects_and_arrays_as_a_whole_are_kept_by_the_layout()
    {
        reading.Read("""{"n": {"x": [ ], "y": {"z": "1"}}, "id": [[], "2" , [ ]], "status": { }}""");

        Assert.True(reading.Read("""{"n": {"x": [ ], "y": {"z": "other"}}, "id": [[], "\"" , [ ]], "status": { }}"""));
        Assert.True(reading.ByLayout);
    }

    [Fact]
    public void A_template_is_known_before_its_first_body()
    {
        var template = new LayoutCache();
        template.LearnTemplate("{ \"id\": \"{{ incident.id }}\",\n  \"monitor\": { \"name\": \"\" } }\n", new FlatPayload(["id"u8.ToArray()], new ValueLocation[1], new()));
        template.LearnTemplate("{ \"id\": {{ incident.id }} }", new FlatPayload(["id"u8.ToArray()], new ValueLocation[1], new()));

        Assert.Equal(1, template.Count);
    }

    [Theory]
    [InlineData(LayoutCache.MaxValues, true)]
    [InlineData(LayoutCache.MaxValues + 1, false)]
    public void A_layout_has_a_bounded_number_of_values(int values, bool learned)
    {
        reading.Read($"[{string.Join(',', Enumerable.Range(0, values))}]");

        Assert.Equal(learned ? 1 : 0, reading.Layouts.Count);
    }

    [Theory]
    [InlineData(LayoutCache.MaxLiteralBytes, true)]
    [InlineData(LayoutCache.MaxLiteralBytes + 1, false)]
    public void A_layout_has_a_bounded_number_of_bytes(int bytes, bool learned)
    {
        reading.Read($$"""{"{{new string('k', bytes - 5)}}":"any text that is long, which is no part of the layout"}""");

        Assert.Equal(learned ? 1 : 0, reading.Layouts.Count);
        Assert.True(reading.Layouts.Bytes < 2 * LayoutCache.MaxLiteralBytes);
    }

    [Theory]
    [MemberData(nameof(GuidePayloads.All), MemberType = typeof(GuidePayloads))]
    public void Every_change_of_one_byte_is_read_as_the_general_reader_reads_it(string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        reading.Read(body);
        for (int at = 0; at < body.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] flipped = [.. body];
                flipped[at] ^= (byte)(1 << bit);
                reading.Read(flipped);
            }

            reading.Read([.. body[..at], .. body[(at + 1)..]]);
            reading.Read(body[..at]);
            foreach (byte inserted in "\"\\{}[],: \n0e-tn\u0001"u8)
            {
                reading.Read([.. body[..at], inserted, .. body[at..]]);
            }

            reading.Read([.. body[..at], 0xC3, .. body[at..]]);
        }
    }
}
