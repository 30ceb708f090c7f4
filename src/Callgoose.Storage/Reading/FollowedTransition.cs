using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>A transition, as clients that follow all transitions see it.</summary>
/// <param name="Sequence">The number of the transition. Later ones have larger numbers.</param>
/// <param name="Transition">The transition.</param>
/// <param name="Incident">The incident as it was when it was read, which may be later than the transition.</param>
public sealed record FollowedTransition(long Sequence, Transition Transition, IncidentSummary Incident);
