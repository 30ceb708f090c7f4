using System.Text;
using Callgoose.Doors;
using Callgoose.Incidents;

namespace Callgoose.Server.Tests.Doors;

public class SourceNameTests
{
    [Theory]
    [InlineData("?from=BetterStack&token=x", "BetterStack")]
    [InlineData("?token=x", "")]
    [InlineData("?from=", "")]
    [InlineData("?from=%20%09", "")]
    [InlineData("?from=%20a%20b%20", "a b")]
    [InlineData("?from=one&from=two", "one")]
    [InlineData("?from=a%00b%1fc%7fd%0A", "abcd")]
    [InlineData("?from=%C2%85x", "x")]
    [InlineData("?from=%F0%9F%A6%A2", "🦢")]
    [InlineData("?from=cg_AbC-123", "cg_...")]
    [InlineData("?from=BetterStack?token=cg_AbC-123", "BetterStack?token=cg_...")]
    [InlineData("?from=cg%5FAbC&x=1", "cg_...")]
    [InlineData("?from=cg%255FAbC%25253a", "cg_...")]
    [InlineData("?from=100%25%20cgroup", "100% cgroup")]
    [InlineData("?from=cg_%20cg_%20cg_", "cg_... cg_... cg_...")]
    [InlineData("?from=%ff%fe", "\uFFFD\uFFFD")]
    public void A_source_is_decoded_and_cleaned(string query, string expected)
    {
        var text = new TextArena();
        text.Append("before"u8);

        Assert.True(SourceName.TryAppend(text, query, out TextRange source));

        Assert.Equal(expected, Encoding.UTF8.GetString(text[source]));
        Assert.Equal("before" + expected, Encoding.UTF8.GetString(text.Written));
    }

    [Fact]
    public void A_hundred_code_points_are_the_limit_whatever_their_length_in_bytes()
    {
        Assert.True(SourceName.TryAppend(new TextArena(), "?from=" + string.Concat(Enumerable.Repeat("%F0%9F%A6%A2", 100)), out _));
        Assert.False(SourceName.TryAppend(new TextArena(), "?from=" + string.Concat(Enumerable.Repeat("%F0%9F%A6%A2", 101)), out _));
        Assert.True(SourceName.TryAppend(new TextArena(), "?from=" + new string('a', 100) + "%00%20", out _));
        Assert.False(SourceName.TryAppend(new TextArena(), "?from=" + new string('a', 101), out _));
    }

    [Fact]
    public void Invalid_bytes_never_write_past_the_room_that_was_reserved()
    {
        Assert.False(SourceName.TryAppend(new TextArena(), "?from=" + string.Concat(Enumerable.Repeat("%ff", 5000)), out _));
    }
}
