using Callgoose.Incidents;

namespace Callgoose.Interpretation;

/// <summary>The trigger or the resolve of a filter. Keys and conditions are numbers; -1 is no key.</summary>
/// <param name="Filter">The filter's name.</param>
/// <param name="IsTrigger">Whether it is a trigger.</param>
/// <param name="Conditions">The conditions, which must all hold.</param>
/// <param name="MappedWith">The key of the mapped value.</param>
/// <param name="OccurredAt">The key of the time.</param>
internal sealed record InterpretedPart(string Filter, bool IsTrigger, int[] Conditions, int MappedWith, int OccurredAt)
{
    /// <summary>The urgency that a trigger gives.</summary>
    public Urgency Urgency { get; init; }

    /// <summary>The key of the title.</summary>
    public int Title { get; init; } = -1;

    /// <summary>The key of the description.</summary>
    public int Description { get; init; } = -1;
}
