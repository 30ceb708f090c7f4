using Callgoose.Doors.Prometheus;

namespace Callgoose.Server.Tests.Doors;

/// <summary>Every time of RFC 3339 is accepted, and nothing else.</summary>
public sealed class AlertTimeTests
{
    [Theory]
    [InlineData("2026-11-28T08:00:00Z", 1795852800000)]
    [InlineData("2026-11-28t08:00:00.123456789z", 1795852800123)]
    [InlineData("2026-11-28 09:00:00+01:00", 1795852800000)]
    [InlineData("2026-11-28T07:59:60Z", 1795852799000)]
    [InlineData("9999-12-31T23:59:59.999999999Z", 253402300799999)]
    [InlineData("9999-12-31T23:59:59-01:00", 253402300799999)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("0000-02-29T00:00:00Z", null)]
    public void It_is_read(string text, long? milliseconds)
    {
        Assert.True(AlertTime.TryParse(text, out long? read));

        Assert.Equal(milliseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("28.11.2026")]
    [InlineData("2026-11-28")]
    [InlineData("2026-11-28T08:00:00")]
    [InlineData("2026-11-28T08:00Z")]
    [InlineData("2026-02-29T08:00:00Z")]
    [InlineData("2026-13-01T08:00:00Z")]
    [InlineData("2026-11-28T24:00:00Z")]
    [InlineData("2026-11-28T08:60:00Z")]
    [InlineData("2026-11-28T08:00:00.Z")]
    [InlineData("2026-11-28T08:00:00+1:00")]
    [InlineData("2026-11-28T08:00:00 Z")]
    [InlineData("2026-11-28T08:00:00+24:00")]
    public void It_is_none(string text) => Assert.False(AlertTime.TryParse(text, out _));
}
