namespace Callgoose.Schema;

/// <summary>What one part of a filter, its trigger or its resolve, says to a payload, whatever the filters before it said.</summary>
/// <param name="Why">The first reason why it does not pass; null if it passes.</param>
public sealed record PartResult(Mismatch? Why)
{
    /// <summary>Whether it passes.</summary>
    public bool Passed => Why is null;

    /// <summary>What is odd about its passing, in words, or null.</summary>
    public string? Remark { get; init; }
}
