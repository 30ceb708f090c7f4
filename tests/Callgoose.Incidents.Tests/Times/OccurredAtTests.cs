using System.Globalization;
using System.Text;
using Callgoose.Testing;

namespace Callgoose.Incidents.Tests;

/// <summary>The times that tools write are read; any other text is not a time.</summary>
public class OccurredAtTests
{
    [Theory]
    [InlineData("2025-11-10T09:12:00Z", "2025-11-10T09:12:00.000Z")]
    [InlineData("2025-11-10T09:12:00.5Z", "2025-11-10T09:12:00.500Z")]
    [InlineData("2025-11-10T09:12:00.123456789Z", "2025-11-10T09:12:00.123Z")]
    [InlineData("2025-11-10T10:12:00.123456789012+01:00", "2025-11-10T09:12:00.123Z")]
    [InlineData("2025-11-10T09:12:00-05:30", "2025-11-10T14:42:00.000Z")]
    [InlineData("2025-11-10 09:12:00", "2025-11-10T09:12:00.000Z")]
    [InlineData("2025-11-10 09:12:00.418", "2025-11-10T09:12:00.418Z")]
    [InlineData("2025-11-10T09:12:00", "2025-11-10T09:12:00.000Z")]
    [InlineData("2025-11-10T09:12", "2025-11-10T09:12:00.000Z")]
    [InlineData("2025-11-10 09:12:00 UTC", "2025-11-10T09:12:00.000Z")]
    [InlineData("2025-11-10 09:12:00 +02:00", "2025-11-10T07:12:00.000Z")]
    [InlineData(" 2025-11-10T09:12:00Z ", "2025-11-10T09:12:00.000Z")]
    [InlineData("1762765920", "2025-11-10T09:12:00.000Z")]
    [InlineData("1762765920123", "2025-11-10T09:12:00.123Z")]
    [InlineData("1762765920.5", "2025-11-10T09:12:00.500Z")]
    [InlineData("1762765920.123456", "2025-11-10T09:12:00.123Z")]
    [InlineData("20251110T091200Z", "2025-11-10T09:12:00.000Z")]
    [InlineData("20251110T101200.418+01:00", "2025-11-10T09:12:00.418Z")]
    [InlineData("Mon, 10 Nov 2025 09:12:00 GMT", "2025-11-10T09:12:00.000Z")]
    [InlineData("Mon, 10 Nov 2025 11:12:00 +0200", "2025-11-10T09:12:00.000Z")]
    [InlineData("10 Nov 2025 09:12:00 GMT", "2025-11-10T09:12:00.000Z")]
    public void A_time_is_read(string text, string time) => Assert.Equal(
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), OccurredAt.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("2025-13-10T09:12:00Z")]
    [InlineData("2025-11-10T09:12:00Zulu")]
    [InlineData("09:12")]
    [InlineData("10/11/2025 09:12")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e9.5")]
    [InlineData("-1762765920.5")]
    [InlineData("Tue, 10 Nov 2025 09:12:00 GMT")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("{{ started_at }}")]
    [InlineData("２０２５-11-10T09:12:00Z")]
    [InlineData("2025-11-10T09:12:00Z2025-11-10T09:12:00Z2025-11-10T09:12:00Z")]
    public void Anything_else_is_no_time(string text) => Assert.Null(OccurredAt.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Nothing_is_allocated()
    {
        long sum = 0;
        long allocated = Allocations.OfSteadyState(() =>
            sum += (OccurredAt.Parse("2025-11-10T09:12:00.123456789Z"u8) ?? 0) + (OccurredAt.Parse("1762765920"u8) ?? 0) + (OccurredAt.Parse("nonsense"u8) ?? 0));

        Assert.Equal(0, allocated);
        Assert.NotEqual(0, sum);
    }
}
