using System.Text;

namespace Callgoose.Incidents.Tests.Lifecycle;

public class IncidentLinkTests
{
    [Theory]
    [InlineData("https://tool.example")]
    [InlineData("http://tool.example:8080/alerts/7?tab=a%20b#now")]
    [InlineData("HTTPS://tool.example/{id}|x")]
    [InlineData("https://my_host.local/")]
    [InlineData("https://[2001:db8::1]:9093/#/alerts")]
    [InlineData("https://tool.example/@someone")]
    public void An_address_of_the_web_is_one(string text) => Assert.True(IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https:///alerts")]
    [InlineData("https:tool.example")]
    [InlineData("//tool.example/")]
    [InlineData("/alerts/7")]
    [InlineData("tool.example")]
    [InlineData("ftp://tool.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript://tool.example/%0aalert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData(" https://tool.example/")]
    [InlineData("https://tool.example/a b")]
    [InlineData("https://tool.example/\n")]
    [InlineData("https://tool.example/\"onclick=")]
    [InlineData("https://user@tool.example/")]
    [InlineData("https://user:secret@tool.example/")]
    [InlineData("https://tool.example\\@evil.example/")]
    [InlineData("https://tool.example:port/")]
    [InlineData("https://tool.example:123456/")]
    [InlineData("https://[::1/")]
    [InlineData("https://[]/")]
    [InlineData("https://[::1]x/")]
    [InlineData("https://:80/")]
    [InlineData("https://.example/")]
    [InlineData("https://t\u043E\u043El.example/")]
    [InlineData("https://tool.example/\u202E")]
    public void Anything_else_is_none(string text) => Assert.False(IsOne(text));

    [Fact]
    public void It_has_at_most_2048_characters()
    {
        string longest = "https://tool.example/".PadRight(IncidentLink.MaxLength, 'a');

        Assert.True(IsOne(longest));
        Assert.False(IsOne(longest + "a"));
    }

    private static bool IsOne(string text) => IncidentLink.IsOne(Encoding.UTF8.GetBytes(text));
}
