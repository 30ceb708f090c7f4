namespace Callgoose.StockProduct;

/// <summary>The answer to a call that had an effect.</summary>
internal sealed record ProcessAnswer(
    Guid Id, ProcessAnswer.ResolvedPart Resolved, ProcessAnswer.TriggeredPart Triggered, IReadOnlyList<Guid> Incidents)
{
    /// <summary>What was resolved.</summary>
    internal sealed record ResolvedPart(bool Duplicate, bool Resolved);

    /// <summary>What was created.</summary>
    internal sealed record TriggeredPart(bool Duplicate, bool Created);
}
