using System.Globalization;

namespace Callgoose.Schema;

/// <summary>Durations as people write them: <c>30s</c>, <c>15m</c>, <c>2h</c>, <c>30d</c>, <c>1w</c>.</summary>
internal static class LengthOfTime
{
    /// <summary>A description of the format, for the end of an error message, without an example.</summary>
    public const string Form = "write a whole number and s, m, h, d or w";

    private const double Longest = 36525.0 * 86400;

    /// <summary>Reads a duration of at most a hundred years.</summary>
    /// <returns>False if the text is not a duration, or is zero or too long.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        double seconds = text.Length > 0 ? SecondsOf(text[text.Length - 1]) : 0;
        string number = text.Substring(0, Math.Max(0, text.Length - 1));
        bool valid = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count * seconds is > 0 and <= Longest;
        duration = valid ? TimeSpan.FromSeconds(count * seconds) : default;
        return valid;
    }

    private static double SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86400,
        'w' => 7 * 86400,
        _ => 0,
    };
}
