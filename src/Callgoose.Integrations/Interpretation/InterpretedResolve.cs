namespace Callgoose.Interpretation;

/// <summary>The resolve part of a filter.</summary>
internal sealed record InterpretedResolve(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt)
{
    /// <summary>The ended members of its group, or null.</summary>
    public required InterpretedElements? Ended { get; init; }

    /// <summary>The key that identifies a member, or null.</summary>
    public required InterpretedKey? Identity { get; init; }

    /// <summary>Why the resolve may be no recovery, or null.</summary>
    public required string? Reason { get; init; }

    /// <summary>The conditions under which it is none.</summary>
    public required InterpretedCondition[] Unless { get; init; }

    /// <summary>The elements of which one makes it none, or null.</summary>
    public required InterpretedElements? UnlessAny { get; init; }
}
