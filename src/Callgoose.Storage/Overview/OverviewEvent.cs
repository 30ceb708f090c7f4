using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>Something that an overview counts: an incident opened, was acknowledged for the first time, or was resolved. Times are Unix milliseconds (UTC).</summary>
/// <param name="Kind">Which of the three: <see cref="TransitionKind.Triggered"/>, <see cref="TransitionKind.Acknowledged"/> or <see cref="TransitionKind.Resolved"/>.</param>
/// <param name="At">When.</param>
/// <param name="OpenedAt">When the incident opened: of one that a maintenance held, when that ended.</param>
/// <param name="Number">The number of the incident, by which a walk is ordered.</param>
/// <param name="Line">The number of the line over all timelines; 0 for what a walk found.</param>
/// <param name="Incident">The incident as it was when it was read.</param>
public readonly record struct OverviewEvent(TransitionKind Kind, long At, long OpenedAt, long Number, long Line, IncidentSummary Incident);
