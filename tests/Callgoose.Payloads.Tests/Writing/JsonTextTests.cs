using System.Text.Json;

namespace Callgoose.Payloads.Tests;

/// <summary>Texts in answers: the values stay the same, and nothing acts on a terminal.</summary>
public class JsonTextTests
{
    [Theory]
    [InlineData("plain \u00fc \ud83d\udc1d", "plain \u00fc \\uD83D\\uDC1D")]
    [InlineData("<a href=\"x\">'&+", "<a href=\\\"x\\\">'&+")]
    [InlineData("\u2020 \u2713 \u0601", "\u2020 \u2713 \u0601")]
    [InlineData("a\u202eb", "a\\u202Eb")]
    [InlineData("\u061c", "\\u061C")]
    [InlineData("\u2713\u2066x\u2069", "\u2713\\u2066x\\u2069")]
    [InlineData("\"\u202e", "\\\"\\u202E")]
    [InlineData("\u202e\"\n", "\\u202E\\\"\\n")]
    [InlineData("\u001b[2J\u007f\u009b", "\\u001B[2J\\u007F\\u009B")]
    public void A_text_is_escaped_where_json_or_a_terminal_asks_for_it(string text, string written)
    {
        Assert.Equal($"{{\"t\":\"{written}\"}}", JsonText.Write(json => json.WriteString("t"u8, text)));
        Assert.Equal($"{{\"t\":\"{written}\"}}", JsonText.Write(json => json.WriteString("t"u8, System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Equal($"{{\"{written}\":1}}", JsonText.Write(json => json.WriteNumber(text, 1)));
    }

    [Fact]
    public void Every_text_comes_back_as_it_was()
    {
        for (int c = 1; c <= char.MaxValue; c++)
        {
            if (!char.IsSurrogate((char)c))
            {
                string text = new(['a', (char)c, 'b', (char)c]);
                using JsonDocument read = JsonDocument.Parse(JsonText.Write(json => json.WriteString("t"u8, text)));
                Assert.Equal(text, read.RootElement.GetProperty("t").GetString());
            }
        }
    }
}
