using Callgoose.Delivery.Events;
using Callgoose.Destinations;

namespace Callgoose.Delivery.Routes;

/// <summary>Finds why a destination does not get an event although a route selects it.</summary>
internal static class HeldBack
{
    /// <summary>Returns the reason; null if the destination gets the event.</summary>
    /// <param name="kind">The kind of the destination.</param>
    /// <param name="name">Its name.</param>
    /// <param name="incident">The event.</param>
    public static string? ReasonOf(DestinationKind kind, string name, IncidentEvent incident) =>
        incident.Event == IncidentEvent.DeliveryFailed && incident.Cause == name ? "it is the one that failed"
        : !kind.Takes(incident.Event) ? $"{kind.Name} takes no event \"{incident.Event}\""
        : LoopOf(kind, incident);

    /// <summary>
    /// Returns why an event would loop forever between a destination and this server; null if it would not. A kind that counts
    /// the servers on the way stops at a maximum count. Any other kind gets no event whose source has its own name. This does
    /// not apply to a signed webhook: it is not a tool, whatever name a sender uses.
    /// </summary>
    public static string? LoopOf(DestinationKind kind, IncidentEvent incident) =>
        kind.CountsHops ? incident.Hops < IncidentEvent.MostHops ? null : $"it came through {IncidentEvent.MostHops} Callgoose servers already"
        : !kind.Schema.IsSigned && string.Equals(kind.Name, incident.Source, StringComparison.OrdinalIgnoreCase) ? $"it came from {kind.Name}, and does not go back there"
        : null;
}
