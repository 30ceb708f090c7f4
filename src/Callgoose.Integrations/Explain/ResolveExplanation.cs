namespace Callgoose.Explain;

/// <summary>The incident that a resolve would end, if one with its key is active.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Filter">The filter.</param>
/// <param name="Key">The incident key; empty if there is none, which resolves nothing.</param>
/// <param name="KeyRemark">Why there is no key, or what is wrong with it; null if it is valid.</param>
/// <param name="OccurredAt">When the problem ended, in Unix milliseconds; null if the payload does not say.</param>
internal sealed record ResolveExplanation(string Integration, string Filter, string Key, string? KeyRemark, long? OccurredAt)
{
    /// <summary>Why this is no recovery although the filter passes; otherwise null.</summary>
    public string? Withheld { get; init; }
}
