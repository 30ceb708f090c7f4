namespace Callgoose.Payloads.Tests;

public class TerminalTextTests
{
    private const string Hostile = "a\u001b[2Jb\nc\td\re\u0000f\u009b31mg\u007fü🐝";

    [Fact]
    public void A_line_has_no_control_characters() => Assert.Equal("a [2Jb c d e f 31mg ü🐝", TerminalText.Line(Hostile));

    [Theory]
    [InlineData("\u061c")]
    [InlineData("\u200e")]
    [InlineData("\u200f")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u202a")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\u2069")]
    public void Nothing_turns_the_direction_of_writing(string character)
    {
        Assert.Equal("a b", TerminalText.Line($"a{character}b"));
        Assert.Equal("a b", TerminalText.Block($"a{character}b"));
    }

    [Theory]
    [InlineData("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")]
    [InlineData("\ud83d\udc69\u200d\ud83d\ude92")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd")]
    public void Scripts_of_either_direction_and_joined_characters_stay(string text) => Assert.Equal(text, TerminalText.Line(text));

    [Fact]
    public void A_block_keeps_its_lines_and_tabs() => Assert.Equal("a [2Jb\nc\td e f 31mg ü🐝", TerminalText.Block(Hostile));
}
