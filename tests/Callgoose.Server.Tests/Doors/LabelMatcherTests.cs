using Callgoose.Doors.Prometheus;

namespace Callgoose.Server.Tests.Doors;

/// <summary>Matchers match what Alertmanager's do, and a text that is no matcher is reported.</summary>
public sealed class LabelMatcherTests
{
    [Theory]
    [InlineData("alertname=\"CF\"", "CF", true)]
    [InlineData("alertname=CF", "CF", true)]
    [InlineData(" alertname = \"CF\" ", "CF", true)]
    [InlineData("alertname=\"\"", "", true)]
    [InlineData("alertname!=\"CF\"", "CF", false)]
    [InlineData("alertname=\"say \\\"hi\\\"\"", "say \"hi\"", true)]
    [InlineData("alertname=\"a\\\\b\"", "a\\b", true)]
    [InlineData("alertname=~\"CF[[:digit:]]\"", "CF2", true)]
    [InlineData("alertname=~\"CF[[:digit:]]\"", "CFd", false)]
    [InlineData("alertname=~\"^CF$\"", "CF", true)]
    [InlineData("alertname=~\"^CF$\"", "CFX", false)]
    [InlineData("alertname=~\"C\"", "CF", false)]
    [InlineData("alertname=~\"(?i)cf\"", "CF", true)]
    [InlineData("alertname!~\"C.*\"", "CF", false)]
    [InlineData("alertname=~\"A|CF\"", "CF", true)]
    public void It_finds(string text, string value, bool isFound)
    {
        Assert.True(LabelMatcher.TryParse(text, out LabelMatcher? matcher, out _));

        Assert.Equal(("alertname", isFound), (matcher.Name, matcher.Takes(value)));
    }

    [Theory]
    [InlineData("{alertname=\"CF\"}")]
    [InlineData("alertname=\"CF\",job=\"j\"")]
    [InlineData("alertname=\"")]
    [InlineData("alertname=CF\"")]
    [InlineData("alertname=\"CF")]
    [InlineData("1a=\"x\"")]
    [InlineData("=\"x\"")]
    [InlineData("alertname")]
    [InlineData("alertname!\"x\"")]
    [InlineData("alertname=~\"(\"")]
    [InlineData("alertname=~\"[[:punct:]]\"")]
    public void What_is_none_is_told(string text)
    {
        Assert.False(LabelMatcher.TryParse(text, out _, out string? fault));

        Assert.NotEmpty(fault);
        Assert.DoesNotContain("before the end", fault, StringComparison.Ordinal);
    }
}
