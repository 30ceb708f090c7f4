using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>One way to read and match a body in this process.</summary>
internal interface IMatchRun
{
    /// <summary>Reads and matches, and returns a number that depends on the whole result.</summary>
    int Run(byte[] body);

    /// <summary>As <see cref="Run"/>, with the result.</summary>
    /// <returns>Null if the body is refused.</returns>
    Verdict? Show(byte[] body);

    /// <summary>A number that depends on the whole match.</summary>
    static int Size(in FilterMatch match) =>
        match.Trigger.Key.Length + match.Trigger.Title.Length + match.Trigger.Description.Length + match.Trigger.OccurredAt.Length
        + match.Resolve.Key.Length + match.Resolve.OccurredAt.Length;
}
