namespace Callgoose.Delivery.Dispatch;

/// <summary>A message being sent.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Lane">Its incident.</param>
/// <param name="Count">How many deliveries of the incident it covers. It reports the event of the last one.</param>
/// <param name="Digested">The other incidents whose first delivery it counts.</param>
internal sealed record SendingMessage(DestinationQueue Queue, IncidentLane Lane, int Count, IReadOnlyList<IncidentLane> Digested);
