using Callgoose.Incidents;

namespace Callgoose.Interpretation;

/// <summary>The trigger part of a filter.</summary>
internal sealed record InterpretedTrigger(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt)
    : InterpretedPart(Filter, Conditions, KeySpace, MappedWith, OccurredAt)
{
    /// <summary>The urgency if no value determines it.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>The value that determines the urgency.</summary>
    public required InterpretedValue UrgencyValue { get; init; }

    /// <summary>The map from this value to urgencies.</summary>
    public required UrgencyMap Urgencies { get; init; }

    /// <summary>The title.</summary>
    public required InterpretedValue Title { get; init; }

    /// <summary>The description.</summary>
    public required InterpretedValue Description { get; init; }

    /// <summary>The address of the page in the monitoring tool.</summary>
    public required InterpretedValue Link { get; init; }

    /// <summary>True if it has a time.</summary>
    public required bool IsTimed { get; init; }

    /// <summary>The time from the newest report until the incident expires, in milliseconds; 0 for never.</summary>
    public required long ResolveAfter { get; init; }

    /// <summary>When the incident expires.</summary>
    public required InterpretedValue EndsAt { get; init; }

    /// <summary>The members of its group, or null.</summary>
    public required InterpretedElements? Members { get; init; }

    /// <summary>The members and the ended members, or null.</summary>
    public required InterpretedElements? Listed { get; init; }

    /// <summary>The members of these that are gone without a recovery, or null.</summary>
    public required InterpretedElements? Vanished { get; init; }

    /// <summary>The key that identifies a member, or null.</summary>
    public required InterpretedKey? Identity { get; init; }

    /// <summary>The key of a member's name for people, or null.</summary>
    public required InterpretedKey? Name { get; init; }
}
