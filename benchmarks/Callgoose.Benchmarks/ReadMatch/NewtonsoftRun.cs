namespace Callgoose.Benchmarks.ReadMatch;

/// <summary><see cref="NewtonsoftMatcher"/> as a contender.</summary>
internal readonly struct NewtonsoftRun : IMatchRun
{
    /// <inheritdoc/>
    public int Run(byte[] body) => NewtonsoftMatcher.TryMatch(body, out Verdict verdict) ? verdict.Key?.Length ?? 0 : -1;

    /// <inheritdoc/>
    public Verdict? Show(byte[] body) => NewtonsoftMatcher.TryMatch(body, out Verdict verdict) ? verdict : null;
}
