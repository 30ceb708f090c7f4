using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>An incident in a list: without its description, which may be a megabyte long. Times are Unix milliseconds (UTC).</summary>
/// <param name="Id">The id.</param>
/// <param name="State">The state.</param>
/// <param name="Urgency">The urgency.</param>
/// <param name="Service">The service.</param>
/// <param name="Environment">The environment of the token that created it.</param>
/// <param name="Source">The query value <c>from</c>, or null.</param>
/// <param name="IncidentKey">The incident key, or null.</param>
/// <param name="Title">The title.</param>
/// <param name="Occurrences">How often it was triggered.</param>
/// <param name="TriggeredAt">When it was created.</param>
/// <param name="LastSeenAt">When it was last triggered.</param>
/// <param name="ResolvedAt">When it was resolved, or null.</param>
public sealed record IncidentSummary(
    TimeOrderedId Id,
    IncidentState State,
    Urgency Urgency,
    string Service,
    string Environment,
    string? Source,
    string? IncidentKey,
    string Title,
    long Occurrences,
    long TriggeredAt,
    long LastSeenAt,
    long? ResolvedAt)
{
    /// <summary>The name of the integration that created it; null if it is older than the column for this name.</summary>
    public string? Integration { get; init; }

    /// <summary>When it expires, or null.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>The time until which it is held, or null.</summary>
    public long? HeldUntil { get; init; }
}
