using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Sending;

/// <summary>An event for one destination, with what else its message says.</summary>
/// <param name="Event">The event.</param>
/// <param name="Id">The id of the delivery.</param>
/// <param name="Destination">The name of the destination.</param>
public sealed record IncidentMessage(IncidentEvent Event, string Id, string Destination)
{
    /// <summary>The address of the incident's page; empty if there is none.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>What the tool calls the message of the incident's first event; empty if it is not known.</summary>
    public string Thread { get; init; } = string.Empty;

    /// <summary>Whether the incident fired and recovered while the destination could not be reached.</summary>
    public bool HasRecovered { get; init; }

    /// <summary>How many more incidents it stands for.</summary>
    public int Digested { get; init; }
}
