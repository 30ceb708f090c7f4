using Callgoose.Incidents;

namespace Callgoose.Interpretation;

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

    /// <summary>The address of the tool's own page.</summary>
    public required InterpretedValue Link { get; init; }

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
