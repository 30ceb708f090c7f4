using Callgoose.Schema;

namespace Callgoose.Explain;

/// <summary>The result of one part of a filter.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Filter">The filter.</param>
/// <param name="Part">The part: <c>trigger</c>, <c>resolve</c> or <c>acknowledge</c>.</param>
/// <param name="Why">The first reason why it did not pass; null if it passed.</param>
/// <param name="DecidedBefore">If this part passed, but an earlier filter had passed and decides: that filter.</param>
/// <param name="Places">The bytes of the body that decided: those of the first condition that fails, or else of all conditions.</param>
internal sealed record PartExplanation(
    string Integration, string Filter, string Part, Mismatch? Why, string? DecidedBefore, IReadOnlyList<ByteSpan> Places)
{
    /// <summary>What is unusual about the result, although the part passed; otherwise null.</summary>
    public string? Remark { get; init; }

    /// <summary>True if it passed.</summary>
    public bool Passed => Why is null;
}
