using System.Text;
using System.Text.Unicode;

namespace Callgoose.Incidents.Tests;

/// <summary>The title of an incident (Incidents/README.md rule 14).</summary>
public class IncidentTitleTests
{
    [Theory]
    [InlineData("betterstack", "Server Down: api.example.com", "betterstack - Server Down: api.example.com")]
    [InlineData("", "Server Down: api.example.com", "Server Down: api.example.com")]
    [InlineData("betterstack", "", "Incident from betterstack")]
    [InlineData("", "", "Incident from unknown source")]
    [InlineData("é漢😀", "ß", "é漢😀 - ß")]
    [InlineData(" ", " ", "  -  ")]
    public void It_is_made_of_the_source_and_the_value(string source, string value, string title) =>
        Assert.Equal(title, Make(source, value));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("😀")]
    public void Up_to_255_code_points_are_kept_and_from_the_next_on_the_last_is_an_ellipsis(string character)
    {
        Assert.Equal(Repeat(character, 254), Make("", Repeat(character, 254)));
        Assert.Equal(Repeat(character, 255), Make("", Repeat(character, 255)));
        Assert.Equal(Repeat(character, 254) + "…", Make("", Repeat(character, 256)));
        Assert.Equal(Repeat(character, 254) + "…", Make("", Repeat(character, 100_000)));
    }

    [Theory]
    [InlineData("a", "é")]
    [InlineData("a", "漢")]
    [InlineData("a", "😀")]
    [InlineData("😀", "a")]
    [InlineData("漢", "é")]
    public void The_cut_is_never_inside_a_code_point(string most, string atTheEdge)
    {
        for (int at = 252; at <= 256; at++)
        {
            string value = Repeat(most, at) + atTheEdge + Repeat(most, 10);

            Assert.Equal(FirstCodePoints(value, 254) + "…", Make("", value));
        }

        Assert.Equal(Repeat(most, 254) + atTheEdge, Make("", Repeat(most, 254) + atTheEdge));
        Assert.Equal(Repeat(most, 254) + "…", Make("", Repeat(most, 255) + atTheEdge));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("漢")]
    public void The_source_and_what_joins_it_count(string character)
    {
        string source = Repeat(character, 100);

        Assert.Equal(source + " - " + Repeat("b", 152), Make(source, Repeat("b", 152)));
        Assert.Equal(source + " - " + Repeat("b", 151) + "…", Make(source, Repeat("b", 153)));
    }

    [Fact]
    public void A_long_source_alone_is_cut_as_well()
    {
        string source = Repeat("😀", 300);

        Assert.Equal("Incident from " + Repeat("😀", 240) + "…", Make(source, ""));
        Assert.Equal(Repeat("😀", 254) + "…", Make(source, "value"));
    }

    [Fact]
    public void Random_titles_are_valid_utf_8_of_at_most_255_code_points_and_begin_as_the_whole_does()
    {
        string[] characters = ["a", "é", "漢", "😀", " "];
        var random = new Random(4711);
        for (int i = 0; i < 5000; i++)
        {
            string source = Random(random.Next(0, 101));
            string value = Random(random.Next(1, 400));
            string whole = source.Length == 0 ? value : $"{source} - {value}";

            string title = Make(source, value);

            int codePoints = whole.EnumerateRunes().Count();
            Assert.Equal(codePoints <= IncidentTitle.MaxCodePoints ? whole : FirstCodePoints(whole, 254) + "…", title);
        }

        string Random(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => characters[random.Next(characters.Length)]));
    }

    [Fact]
    public void It_is_appended_behind_what_the_arena_holds()
    {
        var text = new TextArena();
        TextRange source = text.Append("better"u8);
        TextRange key = text.Append("INC-1"u8);

        TextRange title = IncidentTitle.Append(text, source, "Down"u8);
        TextRange other = text.Append("more"u8);

        Assert.Equal("better - Down", Encoding.UTF8.GetString(text[title]));
        Assert.Equal("INC-1", Encoding.UTF8.GetString(text[key]));
        Assert.Equal("more", Encoding.UTF8.GetString(text[other]));
        Assert.Equal("betterINC-1better - Downmore", Encoding.UTF8.GetString(text.Written));
    }

    private static string Make(string source, string value)
    {
        var text = new TextArena();
        TextRange from = text.Append(Encoding.UTF8.GetBytes(source));
        TextRange title = IncidentTitle.Append(text, from, Encoding.UTF8.GetBytes(value));
        Assert.True(Utf8.IsValid(text[title]));
        return Encoding.UTF8.GetString(text[title]);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string FirstCodePoints(string text, int count) => string.Concat(text.EnumerateRunes().Take(count));
}
