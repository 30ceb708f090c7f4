namespace Callgoose.Explain;

/// <summary>The incident that a call would acknowledge, if one with its key is triggered.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Filter">The filter.</param>
/// <param name="Key">The incident key; empty if there is none, which acknowledges nothing.</param>
/// <param name="OccurredAt">When it was acknowledged, in Unix milliseconds; null if the payload does not say.</param>
internal sealed record AcknowledgeExplanation(string Integration, string Filter, string Key, long? OccurredAt);
