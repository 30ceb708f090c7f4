namespace Callgoose.Delivery.Dispatch;

/// <summary>A message on its way.</summary>
/// <param name="Queue">The queue that it is from.</param>
/// <param name="Lane">Its incident.</param>
/// <param name="Count">How many deliveries of the incident it stands for; the last of them gives its event.</param>
/// <param name="Digested">The other incidents whose first delivery it counts.</param>
internal sealed record SendingMessage(DestinationQueue Queue, IncidentLane Lane, int Count, IReadOnlyList<IncidentLane> Digested);
