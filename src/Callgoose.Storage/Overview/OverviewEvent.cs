using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>
/// An event that an overview counts: an incident opened, was acknowledged for the first time, or was resolved. Times are Unix milliseconds
/// (UTC).
/// </summary>
/// <param name="Kind">
/// One of <see cref="TransitionKind.Triggered"/>, <see cref="TransitionKind.Acknowledged"/> and <see cref="TransitionKind.Resolved"/>.
/// </param>
/// <param name="At">When it happened.</param>
/// <param name="OpenedAt">When the incident opened. An incident that a maintenance held opened when the maintenance ended.</param>
/// <param name="Number">The number of the incident, which is the order of <see cref="IOverviewReader.WalkAsync"/>.</param>
/// <param name="Line">The number of the line over all timelines; 0 for events from <see cref="IOverviewReader.WalkAsync"/>.</param>
/// <param name="Incident">The incident as it was when it was read.</param>
public readonly record struct OverviewEvent(TransitionKind Kind, long At, long OpenedAt, long Number, long Line, IncidentSummary Incident);
