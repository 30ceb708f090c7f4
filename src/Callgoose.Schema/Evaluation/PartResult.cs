namespace Callgoose.Schema;

/// <summary>The result of one part of a filter for a payload, independent of earlier filters.</summary>
/// <param name="Why">The first reason why it does not pass; null if it passes.</param>
public sealed record PartResult(Mismatch? Why)
{
    /// <summary>True if it passes.</summary>
    public bool Passed => Why is null;

    /// <summary>What is unusual about the result, although the part passes, in words; otherwise null.</summary>
    public string? Remark { get; init; }
}
