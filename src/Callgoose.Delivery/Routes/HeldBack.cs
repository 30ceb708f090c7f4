using Callgoose.Delivery.Events;
using Callgoose.Destinations;

namespace Callgoose.Delivery.Routes;

/// <summary>Why a destination does not get an event that a route has for it.</summary>
internal static class HeldBack
{
    /// <summary>The reason; null if it gets the event.</summary>
    /// <param name="kind">The kind of the destination.</param>
    /// <param name="name">Its name.</param>
    /// <param name="incident">The event.</param>
    public static string? ReasonOf(DestinationKind kind, string name, IncidentEvent incident) =>
        incident.Event == IncidentEvent.DeliveryFailed && incident.Cause == name ? "it is the one that failed"
        : !kind.Takes(incident.Event) ? $"{kind.Name} takes no event \"{incident.Event}\""
        : LoopOf(kind, incident);

    /// <summary>
    /// Why an event may not go to a destination, for it would never end; null if it may. A kind that counts the servers on the way ends by its
    /// count; any other gets nothing that came from a tool of its name. A signed webhook is no tool, whatever a sender calls itself.
    /// </summary>
    public static string? LoopOf(DestinationKind kind, IncidentEvent incident) =>
        kind.CountsHops ? incident.Hops < IncidentEvent.MostHops ? null : $"it came through {IncidentEvent.MostHops} Callgoose servers already"
        : !kind.Schema.IsSigned && string.Equals(kind.Name, incident.Source, StringComparison.OrdinalIgnoreCase) ? $"it came from {kind.Name}, and does not go back there"
        : null;
}
