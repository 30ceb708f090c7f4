using System.Globalization;

namespace Callgoose.Configuration;

/// <summary>Lengths of time as people write them: a whole number and one of s, m, h, d, w.</summary>
internal static class Duration
{
    /// <summary>What to write, as the end of a message without its example.</summary>
    public const string Form = "write a whole number and s, m, h, d or w";

    /// <summary>Reads a length of time of at most a hundred years.</summary>
    /// <returns>False if it is none, or zero, or longer.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        double seconds = text is [.., char unit] ? SecondsOf(unit) : 0;
        bool valid = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count * seconds is > 0
            && count * seconds <= TimeSpan.FromDays(36525).TotalSeconds;
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
