using Callgoose.Incidents;

namespace Callgoose.Storage;

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
    IncidentSummary Incident);
