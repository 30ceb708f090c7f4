using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>What one part of a filter says.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Filter">The filter.</param>
/// <param name="Part">What it is: <c>trigger</c>, <c>resolve</c> or <c>acknowledge</c>.</param>
/// <param name="Why">The first reason why it did not pass; null if it passed.</param>
/// <param name="DecidedBefore">The filter that passed before it and decides in its place, if both pass.</param>
/// <param name="Places">The bytes of the body that decided: those of the first condition that does not hold, else of all conditions.</param>
internal sealed record PartExplanation(
    string Integration, string Filter, string Part, Mismatch? Why, string? DecidedBefore, IReadOnlyList<ByteSpan> Places)
{
    /// <summary>What is odd about its passing, or null.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether it passed.</summary>
    public bool Passed => Why is null;
}
