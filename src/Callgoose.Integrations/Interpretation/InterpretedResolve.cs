namespace Callgoose.Interpretation;

/// <summary>The resolve of a filter.</summary>
internal sealed record InterpretedResolve(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt)
{
    /// <summary>The members of its group that have ended, or null.</summary>
    public required InterpretedElements? Ended { get; init; }

    /// <summary>What tells a member from others, or null.</summary>
    public required InterpretedKey? Identity { get; init; }

    /// <summary>Why it can be no recovery, or null.</summary>
    public required string? Reason { get; init; }

    /// <summary>What must hold then.</summary>
    public required InterpretedCondition[] Unless { get; init; }

    /// <summary>The elements of which one says so, or null.</summary>
    public required InterpretedElements? UnlessAny { get; init; }
}
