using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>A transition as somebody sees it who follows all of them.</summary>
/// <param name="Sequence">Its number: later ones have larger numbers.</param>
/// <param name="Transition">What happened.</param>
/// <param name="Incident">The incident, as it is when it is read, which may be later than the transition.</param>
public sealed record FollowedTransition(long Sequence, Transition Transition, IncidentSummary Incident);
