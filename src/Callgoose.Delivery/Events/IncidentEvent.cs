using Callgoose.Incidents;

namespace Callgoose.Delivery.Events;

/// <summary>A transition of an incident, with the incident as it was then. Times are Unix milliseconds (UTC).</summary>
public sealed record IncidentEvent
{
    /// <summary>The value of <see cref="Event"/> when an incident begins.</summary>
    public const string Triggered = "triggered";

    /// <summary>The value of <see cref="Event"/> when an incident ends.</summary>
    public const string Resolved = "resolved";

    /// <summary>The value of <see cref="Event"/> when an incident changes.</summary>
    public const string Updated = "updated";

    /// <summary>The value of <see cref="Event"/> when a delivery of the incident was given up.</summary>
    public const string DeliveryFailed = "delivery_failed";

    /// <summary>An event that has already passed this many Callgoose servers is not sent on (Delivery/README.md).</summary>
    public const int MostHops = 3;

    /// <summary>Its number among all events; later events have larger numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its number within the incident, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What happened, such as <c>triggered</c>.</summary>
    public required string Event { get; init; }

    /// <summary>When it happened.</summary>
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

    /// <summary>Its description, shortened to fit a message.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How often it was triggered.</summary>
    public long Occurrences { get; init; } = 1;

    /// <summary>When it was triggered.</summary>
    public required long TriggeredAt { get; init; }

    /// <summary>When it was resolved; null while it is active.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>The number of Callgoose servers that it has already passed.</summary>
    public int Hops { get; init; }

    /// <summary>For an update: whether the urgency rose or the group grew.</summary>
    public bool HasGrown { get; init; }

    /// <summary>Whether it is a test.</summary>
    public bool IsTest { get; init; }

    /// <summary><c>high</c> or <c>low</c>, also for a priority.</summary>
    public string UrgencyClass => IsUrgent ? "high" : "low";

    /// <summary>Whether it is of high urgency: <c>high</c>, or P1 to P3.</summary>
    public bool IsUrgent => Urgency is "high" or "P1" or "P2" or "P3";

    /// <summary>Whether it is delivered even without a route that wants every update. Other timeline entries are only for readers of the timeline.</summary>
    public bool IsWorthTelling => Event switch
    {
        Triggered or Resolved or "acknowledged" or "unacknowledged" or DeliveryFailed => true,
        Updated => HasGrown,
        _ => false,
    };
}
