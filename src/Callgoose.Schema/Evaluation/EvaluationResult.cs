namespace Callgoose.Schema;

/// <summary>The results of all filters of one integration for one payload, or of a list's filters for one of its elements.</summary>
/// <param name="Filters">The result of each filter by itself, in order.</param>
/// <param name="Trigger">The first trigger that passes, or null.</param>
/// <param name="Resolve">The first resolve that passes, or null; independent of the triggers.</param>
/// <param name="Acknowledge">The first acknowledge part that passes, or null; independent of both.</param>
public sealed record EvaluationResult(
    EquatableArray<FilterResult> Filters, TriggerResult? Trigger, ResolveResult? Resolve, AcknowledgeResult? Acknowledge)
{
    /// <summary>The file with these filters.</summary>
    public required IntegrationSchema Schema { get; init; }

    /// <summary>The results for the elements of each list that filters evaluate one by one, in order.</summary>
    public IReadOnlyList<ElementResult> Elements { get; init; } = [];

    /// <summary>True if a list has too many elements: then the call is refused.</summary>
    public bool HasTooManyElements { get; init; }

    /// <summary>True if nothing passed.</summary>
    public bool IsEmpty => Trigger is null && Resolve is null && Acknowledge is null && Elements.All(static element => element.Verdict.IsEmpty);
}
