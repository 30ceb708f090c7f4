namespace Callgoose.Benchmarks.ReadMatch;

/// <summary><see cref="SerializerMatcher"/> as a contender.</summary>
internal readonly struct SerializerRun : IMatchRun
{
    /// <inheritdoc/>
    public int Run(byte[] body) => SerializerMatcher.TryMatch(body, out Verdict verdict) ? verdict.Key?.Length ?? 0 : -1;

    /// <inheritdoc/>
    public Verdict? Show(byte[] body) => SerializerMatcher.TryMatch(body, out Verdict verdict) ? verdict : null;
}
