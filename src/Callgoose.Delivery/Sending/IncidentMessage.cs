using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Sending;

/// <summary>The message about an event for one destination.</summary>
/// <param name="Event">The event.</param>
/// <param name="Id">The id of the delivery.</param>
/// <param name="Destination">The name of the destination.</param>
public sealed record IncidentMessage(IncidentEvent Event, string Id, string Destination)
{
    /// <summary>The address of the incident's page; empty if there is none.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>The tool's own id of the message about the incident's first event; empty if unknown.</summary>
    public string Thread { get; init; } = string.Empty;

    /// <summary>Whether the incident fired and recovered while the destination could not be reached.</summary>
    public bool HasRecovered { get; init; }

    /// <summary>How many other incidents the message also counts.</summary>
    public int Digested { get; init; }
}
