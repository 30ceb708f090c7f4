using System.Globalization;

namespace Callgoose.Cli;

/// <summary>Lengths of time as they are typed: a whole number and one of s, m, h, d, w.</summary>
internal static class Age
{
    /// <summary>Reads a length of time.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="option">The option it was typed for, for the message.</param>
    /// <exception cref="UsageException">It is not a length of time, is zero, or is longer than a hundred years.</exception>
    public static TimeSpan Parse(string text, string option)
    {
        double seconds = text is [.., char unit] ? SecondsOf(unit) : 0;
        if (seconds > 0
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count > 0
            && count * seconds <= TimeSpan.FromDays(36525).TotalSeconds)
        {
            return TimeSpan.FromSeconds(count * seconds);
        }

        throw new UsageException($"{option} is '{text}', which is no length of time; write a whole number and s, m, h, d or w, such as 90d.");
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
