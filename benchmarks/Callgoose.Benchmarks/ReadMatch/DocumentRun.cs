namespace Callgoose.Benchmarks.ReadMatch;

/// <summary><see cref="DocumentMatcher"/> as a contender.</summary>
internal readonly struct DocumentRun : IMatchRun
{
    /// <inheritdoc/>
    public int Run(byte[] body) => DocumentMatcher.TryMatch(body, out Verdict verdict) ? verdict.Key?.Length ?? 0 : -1;

    /// <inheritdoc/>
    public Verdict? Show(byte[] body) => DocumentMatcher.TryMatch(body, out Verdict verdict) ? verdict : null;
}
