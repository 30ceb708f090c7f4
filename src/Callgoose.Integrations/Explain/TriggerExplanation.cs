using Callgoose.Incidents;

namespace Callgoose.Explain;

/// <summary>The incident that a trigger would open, unless one with its key is active.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Filter">The filter.</param>
/// <param name="Urgency">The urgency.</param>
/// <param name="Title">The complete title.</param>
/// <param name="Description">The description; null if it would be the payload as received.</param>
/// <param name="Key">The incident key; empty if there is none.</param>
/// <param name="KeyRemark">Why there is no key, or what is wrong with it; null if it is valid.</param>
/// <param name="OccurredAt">When the problem began, in Unix milliseconds; null if the payload does not say.</param>
internal sealed record TriggerExplanation(
    string Integration, string Filter, string Urgency, string Title, string? Description, string Key, string? KeyRemark, long? OccurredAt)
{
    /// <summary>Problems that the sender should fix.</summary>
    public CallWarnings Warnings { get; init; }

    /// <summary>The names of the members of the group that it reports.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The address of the page in the monitoring tool; null if the payload has none, or it is not valid (<see cref="IncidentLink"/>).</summary>
    public string? Link { get; init; }

    /// <summary>When the incident would expire, in words; null for never.</summary>
    public string? Ends { get; init; }
}
