using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>Lengths of time as people write them: a whole number and one of s, m, h, d, w.</summary>
internal static class Duration
{
    /// <summary>What to write, as the end of a message without its example.</summary>
    public const string Form = LengthOfTime.Form;

    /// <summary>Reads a length of time of at most a hundred years.</summary>
    /// <returns>False if it is none, or zero, or longer.</returns>
    public static bool TryParse(string text, out TimeSpan duration) => LengthOfTime.TryParse(text, out duration);
}
