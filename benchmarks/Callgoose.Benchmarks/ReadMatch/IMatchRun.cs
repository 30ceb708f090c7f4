using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>One way to read and match a body in this process.</summary>
internal interface IMatchRun
{
    /// <summary>Reads and matches, and gives something that depends on all of the result.</summary>
    int Run(byte[] body);

    /// <summary>As <see cref="Run"/>, with the result.</summary>
    /// <returns>Null if the body is refused.</returns>
    Verdict? Show(byte[] body);

    /// <summary>Something that depends on all of a match.</summary>
    static int Size(in FilterMatch match) =>
        match.Trigger.Key.Length + match.Trigger.Title.Length + match.Trigger.Description.Length + match.Trigger.OccurredAt.Length
        + match.Resolve.Key.Length + match.Resolve.OccurredAt.Length;
}
