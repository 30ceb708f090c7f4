using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>The comparisons of filters: ordinal, case-sensitive, no trimming, no normalisation (Catalog/README.md 1).</summary>
public class FilterTextTests
{
    [Theory]
    [InlineData("Started", "Started", true)]
    [InlineData("Incident Started now", "Started", true)]
    [InlineData("Started", "started", false)]
    [InlineData("Started", "Start", true)]
    [InlineData("Start", "Started", false)]
    [InlineData("", "a", false)]
    [InlineData(" Started", "Started ", false)]
    [InlineData("Sta rted", "Started", false)]
    [InlineData("été", "é", true)]
    [InlineData("e\u0301te\u0301", "é", false)]
    [InlineData("STRASSE", "ß", false)]
    [InlineData("status 😀 ok", "😀", true)]
    [InlineData("status 😁 ok", "😀", false)]
    [InlineData("漢字かな", "字か", true)]
    [InlineData("a\0b", "\0b", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "ab", true)]
    public void Contains_finds_the_item_code_point_by_code_point(string text, string item, bool found) =>
        Assert.Equal(found, FilterText.Contains(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(item)));

    [Theory]
    [InlineData("P1", "P1", true)]
    [InlineData("P1", "p1", false)]
    [InlineData("P1 ", "P1", false)]
    [InlineData("P", "P1", false)]
    [InlineData("P12", "P1", false)]
    [InlineData("", "", true)]
    [InlineData("é", "e\u0301", false)]
    public void Equals_wants_the_same_text(string text, string item, bool equal) =>
        Assert.Equal(equal, FilterText.Equals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(item)));

    [Theory]
    [InlineData("Server Down", "Server", true)]
    [InlineData("Server Down", "server", false)]
    [InlineData("Server Down", "Down", false)]
    [InlineData("Server", "Server Down", false)]
    [InlineData("😀 ok", "😀", true)]
    [InlineData(" Server", "Server", false)]
    public void Starts_with_wants_the_item_at_the_start(string text, string item, bool found) =>
        Assert.Equal(found, FilterText.StartsWith(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(item)));

    [Theory]
    [InlineData("Server Down", "Down", true)]
    [InlineData("Server Down", "down", false)]
    [InlineData("Server Down", "Server", false)]
    [InlineData("Down", "Server Down", false)]
    [InlineData("ok 😀", "😀", true)]
    [InlineData("Down ", "Down", false)]
    public void Ends_with_wants_the_item_at_the_end(string text, string item, bool found) =>
        Assert.Equal(found, FilterText.EndsWith(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(item)));
}
