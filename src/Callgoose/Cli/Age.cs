using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>Lengths of time as they are typed for an option.</summary>
internal static class Age
{
    /// <summary>Reads a length of time.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="option">The option it was typed for, for the message.</param>
    /// <exception cref="UsageException">It is not a length of time, is zero, or is longer than a hundred years.</exception>
    public static TimeSpan Parse(string text, string option) => Duration.TryParse(text, out TimeSpan age)
        ? age
        : throw new UsageException($"{option} is '{text}', which is not a duration; {Duration.Form}, such as 90d.");
}
