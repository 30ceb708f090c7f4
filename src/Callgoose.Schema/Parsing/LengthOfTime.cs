using System.Globalization;

namespace Callgoose.Schema;

/// <summary>Lengths of time as people write them: <c>30s</c>, <c>15m</c>, <c>2h</c>, <c>30d</c>, <c>1w</c>.</summary>
internal static class LengthOfTime
{
    /// <summary>What to write, as the end of a message without its example.</summary>
    public const string Form = "write a whole number and s, m, h, d or w";

    private const double Longest = 36525.0 * 86400;

    /// <summary>Reads a length of time of at most a hundred years.</summary>
    /// <returns>False if it is none, or zero, or longer.</returns>
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
