using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>Parses durations of options.</summary>
internal static class Age
{
    /// <summary>Parses a duration.</summary>
    /// <param name="text">The user's text.</param>
    /// <param name="option">The option, for the error message.</param>
    /// <exception cref="UsageException">The text is not a duration, is zero, or is longer than a hundred years.</exception>
    public static TimeSpan Parse(string text, string option) => Duration.TryParse(text, out TimeSpan age)
        ? age
        : throw new UsageException($"{option} is '{text}', which is not a duration; {Duration.Form}, such as 90d.");
}
