using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Outbox;

/// <summary>
/// A transition that is to be delivered, with the incident as it was at that transition. Written in the same commit as the transition, and kept
/// until it is removed. Times are Unix milliseconds (UTC).
/// </summary>
/// <param name="Sequence">Its place in the order of commits: later events have larger numbers, with gaps. The id of the event in <c>GET /v1/events</c>.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Number">The number of the line in the incident's timeline, from 1.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Origin">Who or what made it happen.</param>
/// <param name="At">When.</param>
/// <param name="Cause">The name of the filter, or of the token of the person who acted.</param>
/// <param name="Comment">Why it happened, or what the person had to say; null if there is nothing to say.</param>
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
    /// <summary>How much of a description an event has, in bytes: more is of no use to a message.</summary>
    public const int DescriptionBytes = 8192;

    /// <summary>The description as it was then, at most its first <see cref="DescriptionBytes"/>.</summary>
    /// <remarks>It is in no row of the outbox: what later lines of the timeline changed is taken back, of which they keep 2,048 bytes.</remarks>
    public string Description { get; init; } = string.Empty;

    /// <summary>Of an update: whether the urgency rose or the group grew.</summary>
    public bool HasGrown { get; init; }

    /// <summary>Through how many Callgoose servers the incident came before this one.</summary>
    public int Hops { get; init; }
}
