using Callgoose.Incidents;

namespace Callgoose.Interpretation;

/// <summary>What the parts of filters have in common.</summary>
/// <param name="Filter">The filter's name.</param>
/// <param name="Conditions">The numbers of the conditions, which must all hold.</param>
/// <param name="KeySpace">The space of its keys, or null for that of the integration.</param>
/// <param name="MappedWith">The mapped value.</param>
/// <param name="OccurredAt">The time.</param>
internal abstract record InterpretedPart(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt);

/// <summary>The trigger of a filter.</summary>
internal sealed record InterpretedTrigger(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt)
{
    /// <summary>The urgency that is left if no value decides it.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>What decides the urgency.</summary>
    public required InterpretedValue UrgencyValue { get; init; }

    /// <summary>The urgencies that it gives.</summary>
    public required UrgencyMap Urgencies { get; init; }

    /// <summary>The title.</summary>
    public required InterpretedValue Title { get; init; }

    /// <summary>The description.</summary>
    public required InterpretedValue Description { get; init; }

    /// <summary>Whether it has a time.</summary>
    public required bool IsTimed { get; init; }

    /// <summary>How long after its newest report the incident ends by itself, in milliseconds; 0 for never.</summary>
    public required long ResolveAfter { get; init; }

    /// <summary>When the incident ends by itself.</summary>
    public required InterpretedValue EndsAt { get; init; }

    /// <summary>The members of its group, or null.</summary>
    public required InterpretedElements? Members { get; init; }

    /// <summary>The members and those that have ended, or null.</summary>
    public required InterpretedElements? Listed { get; init; }

    /// <summary>Those of them that are gone without a recovery, or null.</summary>
    public required InterpretedElements? Vanished { get; init; }

    /// <summary>What tells a member from others, or null.</summary>
    public required InterpretedKey? Identity { get; init; }

    /// <summary>What people call a member, or null.</summary>
    public required InterpretedKey? Name { get; init; }
}

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

/// <summary>The acknowledge of a filter.</summary>
internal sealed record InterpretedAcknowledge(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt);
