using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Outbox;

/// <summary>
/// A transition to deliver, with the incident as it was at that transition. It is written in the same commit as the transition, and kept
/// until it is removed. Times are Unix milliseconds (UTC).
/// </summary>
/// <param name="Sequence">Its place in the order of commits: later events have larger numbers, with gaps. The id of the event in <c>GET /v1/events</c>.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Number">The number of the line in the incident's timeline, from 1.</param>
/// <param name="Kind">The kind of transition.</param>
/// <param name="Origin">Who or what caused it.</param>
/// <param name="At">When it happened.</param>
/// <param name="Cause">The name of the filter, or of the token of the person who acted.</param>
/// <param name="Comment">The reason, or the comment of the person; null if there is none.</param>
/// <param name="Incident">The incident as it was then, without its description.</param>
public sealed record OutboxEvent(
    long Sequence,
    TimeOrderedId IncidentId,
    int Number,
    TransitionKind Kind,
    TransitionOrigin Origin,
    long At,
    string Cause,
    string? Comment,
    IncidentSummary Incident)
{
    /// <summary>The maximum length of the description in an event, in bytes: messages do not use more.</summary>
    public const int DescriptionBytes = 8192;

    /// <summary>The description as it was then, at most its first <see cref="DescriptionBytes"/>.</summary>
    /// <remarks>
    /// The outbox does not store it. It is computed by reverting the changes of later timeline lines, which keep 2,048 bytes of each
    /// description.
    /// </remarks>
    public string Description { get; init; } = string.Empty;

    /// <summary>For an update: true if the urgency rose or the group grew.</summary>
    public bool HasGrown { get; init; }

    /// <summary>How many Callgoose servers the incident passed before this one.</summary>
    public int Hops { get; init; }
}
