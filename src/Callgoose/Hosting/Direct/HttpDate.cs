using System.Buffers.Text;

namespace Callgoose.Hosting.Direct;

/// <summary>The time of day as answers give it (RFC 9110, section 5.6.7), made once a second.</summary>
internal sealed class HttpDate
{
    /// <summary>The bytes of each date.</summary>
    public const int Length = 29;

    private static HttpDate latest = new(0);

    private readonly long second;
    private readonly byte[] text = new byte[Length];

    private HttpDate(long second)
    {
        this.second = second;
        Utf8Formatter.TryFormat(new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc), text, out _, 'R');
    }

    /// <summary>Now, UTC.</summary>
    public static ReadOnlySpan<byte> Now
    {
        get
        {
            long now = DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond;
            HttpDate date = latest;
            if (date.second != now)
            {
                // Two threads may both make it; either will do.
                date = new HttpDate(now);
                latest = date;
            }

            return date.text;
        }
    }
}
