using System.Globalization;
using System.Text.RegularExpressions;

namespace Callgoose.Schema;

/// <summary>Reads times in the same formats as the rules, to find the newest of several: RFC 3339 and similar formats, and Unix time.</summary>
internal static class TimeText
{
    private const int MaxLength = 40;
    private const long FirstMilliseconds = 100_000_000_000;
    private const long LastMilliseconds = 253_402_300_799_999;

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmss.FFFFFFFK",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss zzz", "yyyy-MM-dd' 'HH:mm:ss' 'K", "yyyy-MM-dd' 'HH:mm:ss' 'zzz", "yyyy-MM-dd' 'HH:mm:ss 'UTC'",
    ];

    /// <summary>Unix milliseconds (UTC), or null if it is no time.</summary>
    public static long? Parse(string text)
    {
        text = text.Trim(' ');
        if (text.Length == 0 || text.Length > MaxLength || text.Any(static c => c > '\x7F'))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            long milliseconds = number >= FirstMilliseconds || number <= 0 ? number : number * 1000;
            return number > 0 && milliseconds <= LastMilliseconds ? milliseconds : null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal seconds))
        {
            return seconds > 0 && seconds < FirstMilliseconds ? (long)(seconds * 1000) : null;
        }

        string cut = Regex.Replace(text, @"^([^.]*\.[0-9]{7})[0-9]+", "$1", RegexOptions.CultureInvariant);
        return DateTimeOffset.TryParseExact(cut, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.ToUnixTimeMilliseconds() > 0
            ? time.ToUnixTimeMilliseconds()
            : null;
    }
}
