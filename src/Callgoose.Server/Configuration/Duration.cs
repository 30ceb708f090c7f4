using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>Durations as people write them: a whole number and one of s, m, h, d, w.</summary>
internal static class Duration
{
    /// <summary>The expected form, as the end of an error message without its example.</summary>
    public const string Form = LengthOfTime.Form;

    /// <summary>Parses a duration of at most a hundred years.</summary>
    /// <returns>False if the text is not a duration, or if it is zero or longer.</returns>
    public static bool TryParse(string text, out TimeSpan duration) => LengthOfTime.TryParse(text, out duration);
}
