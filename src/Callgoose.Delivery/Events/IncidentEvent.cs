using Callgoose.Incidents;

namespace Callgoose.Delivery.Events;

/// <summary>A transition of an incident, with the incident as it was then. Times are Unix milliseconds (UTC).</summary>
public sealed record IncidentEvent
{
    /// <summary>What <see cref="Event"/> is when an incident begins.</summary>
    public const string Triggered = "triggered";

    /// <summary>What <see cref="Event"/> is when it ends.</summary>
    public const string Resolved = "resolved";

    /// <summary>What <see cref="Event"/> is when something of it changes.</summary>
    public const string Updated = "updated";

    /// <summary>What <see cref="Event"/> is when a delivery of it was given up.</summary>
    public const string DeliveryFailed = "delivery_failed";

    /// <summary>Through how many Callgoose servers an event may come before one that sends it on no further (Delivery/README.md).</summary>
    public const int MostHops = 3;

    /// <summary>Its number among all events: later ones have larger numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its number within the incident, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What happened, such as <c>triggered</c>.</summary>
    public required string Event { get; init; }

    /// <summary>When.</summary>
    public required long At { get; init; }

    /// <summary>The API filter, or the name of the token of the person who acted.</summary>
    public string Cause { get; init; } = string.Empty;

    /// <summary>The comment of the person who acted; empty if there is none.</summary>
    public string Comment { get; init; } = string.Empty;

    /// <summary>The incident.</summary>
    public required TimeOrderedId Incident { get; init; }

    /// <summary>Its state after the event.</summary>
    public required string State { get; init; }

    /// <summary>Its urgency.</summary>
    public required string Urgency { get; init; }

    /// <summary>Its service.</summary>
    public required string Service { get; init; }

    /// <summary>Its environment.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>Its source; empty if there is none.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Its incident key; empty if there is none.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its description, cut to what a message can hold.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How often it was triggered.</summary>
    public long Occurrences { get; init; } = 1;

    /// <summary>When it was triggered.</summary>
    public required long TriggeredAt { get; init; }

    /// <summary>When it was resolved; null while it is active.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Through how many Callgoose servers it came before this one.</summary>
    public int Hops { get; init; }

    /// <summary>Of an update: whether the urgency rose or the group grew.</summary>
    public bool HasGrown { get; init; }

    /// <summary>Whether it is a test.</summary>
    public bool IsTest { get; init; }

    /// <summary><c>high</c> or <c>low</c>, also for a priority.</summary>
    public string UrgencyClass => IsUrgent ? "high" : "low";

    /// <summary>Whether it is of high urgency: <c>high</c>, or P1 to P3.</summary>
    public bool IsUrgent => Urgency is "high" or "P1" or "P2" or "P3";

    /// <summary>Whether it is delivered without a route that asks for every update. Other lines of a timeline are for its readers alone.</summary>
    public bool IsWorthTelling => Event switch
    {
        Triggered or Resolved or "acknowledged" or "unacknowledged" or DeliveryFailed => true,
        Updated => HasGrown,
        _ => false,
    };
}
