namespace Callgoose.Explain;

/// <summary>What filters say to a payload, or to one element of it.</summary>
/// <param name="Filters">Each part of each filter, in the order in which they are tried.</param>
/// <param name="Trigger">What the trigger that decides would open; null if none passed.</param>
/// <param name="Resolve">What the resolve that decides would end; null if none passed.</param>
/// <param name="Acknowledge">What the acknowledge that decides would acknowledge; null if none passed.</param>
internal sealed record VerdictExplanation(
    IReadOnlyList<PartExplanation> Filters, TriggerExplanation? Trigger, ResolveExplanation? Resolve, AcknowledgeExplanation? Acknowledge)
{
    /// <summary>Whether no filter passed.</summary>
    public bool IsEmpty => Trigger is null && Resolve is null && Acknowledge is null;
}
