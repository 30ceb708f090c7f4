using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Callgoose.Incidents;

/// <summary>Reads the times that tools write into their payloads (the values of <c>occurred_at</c>, Catalog/README.md).</summary>
/// <remarks>
/// Accepted formats: RFC 3339 with any offset and any number of fraction digits; the same with a blank for the <c>T</c>, without an offset
/// (then UTC), or without seconds; the basic form of ISO 8601 (<c>20251126T101200Z</c>); the date of RFC 5322, as mail and HTTP write it;
/// and Unix time in seconds, with or without a fraction, or in milliseconds, distinguished by size. Anything else is no time, and the event
/// counts as one without a time.
/// </remarks>
public static class OccurredAt
{
    private const int MaxLength = 40;

    /// <summary>Numbers from here on are milliseconds: as seconds they would be after the year 5138.</summary>
    private const long FirstMilliseconds = 100_000_000_000;

    private const long LastMilliseconds = 253_402_300_799_999;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmss.FFFFFFFK",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss zzz", "yyyy-MM-dd' 'HH:mm:ss' 'K", "yyyy-MM-dd' 'HH:mm:ss' 'zzz", "yyyy-MM-dd' 'HH:mm:ss 'UTC'",
    ];

    /// <summary>Reads a time without allocating.</summary>
    /// <param name="utf8">The text of the value; may be anything.</param>
    /// <returns>Unix milliseconds (UTC), or null if it is no time. A time before 1970 counts as none: tools write the year 1 for "not yet".</returns>
    public static long? Parse(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.Trim((byte)' ');
        if (utf8.IsEmpty || utf8.Length > MaxLength)
        {
            return null;
        }

        if (Utf8Parser.TryParse(utf8, out long number, out int consumed) && consumed == utf8.Length)
        {
            long milliseconds = number >= FirstMilliseconds ? number : number * 1000;
            return number > 0 && milliseconds <= LastMilliseconds ? milliseconds : null;
        }

        if (Utf8Parser.TryParse(utf8, out decimal seconds, out consumed) && consumed == utf8.Length)
        {
            return seconds > 0 && seconds < FirstMilliseconds ? (long)(seconds * 1000) : null;
        }

        Span<char> text = stackalloc char[MaxLength];
        if (!Ascii.IsValid(utf8) || Ascii.ToUtf16(utf8, text, out int length) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        return Parse(CutFraction(text[..length]));
    }

    private static long? Parse(ReadOnlySpan<char> text)
    {
        foreach (string form in Forms)
        {
            if (DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
            {
                long milliseconds = time.ToUnixTimeMilliseconds();
                return milliseconds > 0 ? milliseconds : null;
            }
        }

        return null;
    }

    /// <summary>Removes fraction digits after the seventh, which no format accepts; times are kept to the millisecond.</summary>
    private static ReadOnlySpan<char> CutFraction(Span<char> text)
    {
        int dot = text.IndexOf('.');
        int end = dot + 1;
        while (dot >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int surplus = dot < 0 ? 0 : Math.Max(0, end - dot - 1 - 7);
        text[end..].CopyTo(text[(end - surplus)..]);
        return text[..^surplus];
    }
}
