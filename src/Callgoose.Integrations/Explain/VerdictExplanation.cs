namespace Callgoose.Explain;

/// <summary>The results of filters for a payload, or for one element of it.</summary>
/// <param name="Filters">Each part of each filter, in the order in which they are tried.</param>
/// <param name="Trigger">The incident that the deciding trigger would open; null if none passed.</param>
/// <param name="Resolve">The incident that the deciding resolve would end; null if none passed.</param>
/// <param name="Acknowledge">The incident that the deciding acknowledge part would acknowledge; null if none passed.</param>
internal sealed record VerdictExplanation(
    IReadOnlyList<PartExplanation> Filters, TriggerExplanation? Trigger, ResolveExplanation? Resolve, AcknowledgeExplanation? Acknowledge)
{
    /// <summary>True if no filter passed.</summary>
    public bool IsEmpty => Trigger is null && Resolve is null && Acknowledge is null;
}
