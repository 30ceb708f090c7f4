using System.Text;
using System.Text.Json;
using Callgoose.Doors;
using Callgoose.Incidents;

namespace Callgoose.Server.Tests;

/// <summary>No copy of a call's token remains in what the server stores of the call, and JSON stays JSON.</summary>
public sealed class TokenCopiesTests
{
    private const string Key = "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d";
    private const string Rest = "a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d";

    [Theory]
    [InlineData("before " + Key + " behind")]
    [InlineData(Key + Key)]
    [InlineData(@"\u0031" + Rest)]
    [InlineData(@"\\\u0031" + Rest + @"\n")]
    [InlineData("1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6" + @"\u0064")]
    [InlineData("1a2b3c4d5e6f7a8b" + @"\u0039" + "c0d1e2f3a4b5c6d")]
    [InlineData("%31" + Rest)]
    public void A_copy_is_hidden_however_it_is_written(string text)
    {
        string hidden = Hide($"{{\"t\":\"{text}\"}}");

        string read = JsonDocument.Parse(hidden).RootElement.GetProperty("t").GetString()!;
        Assert.DoesNotContain(Key, read, StringComparison.Ordinal);
        Assert.DoesNotContain(Rest, read, StringComparison.Ordinal);
        Assert.Contains("********************************", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Escaped_characters_of_any_choice_are_hidden()
    {
        var random = new Random(20);
        for (int i = 0; i < 2000; i++)
        {
            var text = new StringBuilder("{\"t\":\"");
            foreach (char c in "x" + Key + "y" + Key)
            {
                text.Append(random.Next(3) switch { 0 => $"\\u{(int)c:x4}", 1 => $"\\u{(int)c:X4}", _ => c.ToString() });
            }

            string read = JsonDocument.Parse(Hide(text.Append("\"}").ToString())).RootElement.GetProperty("t").GetString()!;
            Assert.DoesNotContain(Key, read, StringComparison.Ordinal);
            Assert.StartsWith("x*", read, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\")]
    [InlineData("\\u")]
    [InlineData("\\u00")]
    [InlineData("%")]
    [InlineData("%3")]
    [InlineData(Rest)]
    [InlineData("1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6")]
    [InlineData("1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6\\")]
    [InlineData("2a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d")]
    public void Whatever_is_no_copy_stays_as_it_is(string text) => Assert.Equal(text, Hide(text));

    private static string Hide(string text)
    {
        var arena = new TextArena();
        arena.Append(Encoding.UTF8.GetBytes(text));
        TokenCopies.Hide(arena, Key);
        return Encoding.UTF8.GetString(arena.Written);
    }
}
