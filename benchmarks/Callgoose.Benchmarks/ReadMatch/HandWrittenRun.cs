using Callgoose.Incidents;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>The rival by hand.</summary>
internal sealed class HandWrittenRun : IMatchRun
{
    private readonly HandWrittenMatcher matcher = new();

    /// <inheritdoc/>
    public int Run(byte[] body)
    {
        FilterMatch match = default;
        matcher.TryMatch(body, ref match);
        return IMatchRun.Size(match);
    }

    /// <inheritdoc/>
    public Verdict? Show(byte[] body)
    {
        FilterMatch match = default;
        return matcher.TryMatch(body, ref match) ? Verdict.Of(match) : null;
    }
}
