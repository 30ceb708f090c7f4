namespace Callgoose.Interpretation;

/// <summary>The acknowledge part of a filter.</summary>
internal sealed record InterpretedAcknowledge(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt);
