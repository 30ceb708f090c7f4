using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>An incident as a list shows it: without its description, which may be a megabyte. Times are Unix milliseconds (UTC).</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state.</param>
/// <param name="Urgency">Its urgency.</param>
/// <param name="Service">The service it belongs to.</param>
/// <param name="Environment">The environment of the token that made it.</param>
/// <param name="Source">The query value <c>from</c>, or null.</param>
/// <param name="IncidentKey">Its incident key, or null.</param>
/// <param name="Title">Its title.</param>
/// <param name="Occurrences">How often it was triggered.</param>
/// <param name="TriggeredAt">When it was created.</param>
/// <param name="LastSeenAt">When it was triggered last.</param>
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
    /// <summary>The name of the integration that made it; null if it was made before that was kept.</summary>
    public string? Integration { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Until when it is held, or null.</summary>
    public long? HeldUntil { get; init; }
}
