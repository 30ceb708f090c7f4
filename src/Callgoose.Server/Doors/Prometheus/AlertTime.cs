using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Doors.Prometheus;

/// <summary>Parses times of alerts: RFC 3339, as Go writes and reads it.</summary>
internal static class AlertTime
{
    /// <summary>The latest time. Any later time counts as this one.</summary>
    private const long Last = 253_402_300_799_999;

    /// <summary>Parses a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="milliseconds">The time in Unix milliseconds (UTC); null for a time before 1970: Go writes the year 1 for "no time".</param>
    /// <returns>False if the text is not a time.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long? milliseconds)
    {
        milliseconds = null;
        if (!HasForm(text) || text.Length > 64)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[64];
        Encoding.ASCII.GetBytes(text, utf8);
        utf8[10] = (byte)'T';
        if (text[^1] == 'z')
        {
            utf8[text.Length - 1] = (byte)'Z';
        }

        if (text[17] == '6')
        {
            // Treat a leap second as the second before: no clock here has leap seconds.
            "59"u8.CopyTo(utf8[17..]);
        }

        milliseconds = OccurredAt.Parse(utf8[..text.Length]) ?? (text.StartsWith("9999", StringComparison.Ordinal) ? Last : null);
        return true;
    }

    private static bool HasForm(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ') || text[13] != ':' || text[16] != ':'
            || !TryNumber(text[..4], out int year) || !TryNumber(text[5..7], out int month) || !TryNumber(text[8..10], out int day)
            || !TryNumber(text[11..13], out int hour) || !TryNumber(text[14..16], out int minute) || !TryNumber(text[17..19], out int second))
        {
            return false;
        }

        // The year 0 is a leap year, like 4.
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 4 : year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[19..];
        if (rest[0] == '.')
        {
            int digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return rest is "Z" or "z"
            || (rest.Length == 6 && (rest[0] is '+' or '-') && rest[3] == ':' && TryNumber(rest[1..3], out int hours) && hours <= 23 && TryNumber(rest[4..], out int minutes) && minutes <= 59);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (10 * number) + digit - '0';
        }

        return true;
    }
}
