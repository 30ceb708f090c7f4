namespace Callgoose.Schema;

/// <summary>What all filters of one integration say to one payload, or those of a list to an element of it.</summary>
/// <param name="Filters">Each filter by itself, in order.</param>
/// <param name="Trigger">The first trigger that passes, or null.</param>
/// <param name="Resolve">The first resolve that passes, or null; independent of the triggers.</param>
/// <param name="Acknowledge">The first acknowledge that passes, or null; independent of both.</param>
public sealed record EvaluationResult(
    EquatableArray<FilterResult> Filters, TriggerResult? Trigger, ResolveResult? Resolve, AcknowledgeResult? Acknowledge)
{
    /// <summary>The file whose filters these are.</summary>
    public required IntegrationSchema Schema { get; init; }

    /// <summary>The verdict on each element of each list that filters look at one by one, in order.</summary>
    public IReadOnlyList<ElementResult> Elements { get; init; } = [];

    /// <summary>Whether a list has more elements than get a verdict: then the call is refused.</summary>
    public bool HasTooManyElements { get; init; }

    /// <summary>Whether nothing passed.</summary>
    public bool IsEmpty => Trigger is null && Resolve is null && Acknowledge is null && Elements.All(static element => element.Verdict.IsEmpty);
}
