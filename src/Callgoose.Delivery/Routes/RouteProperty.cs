namespace Callgoose.Delivery.Routes;

/// <summary>The properties that a route can match.</summary>
public enum RouteProperty
{
    /// <summary>The environment of the incident.</summary>
    Environment,

    /// <summary>Its service.</summary>
    Service,

    /// <summary>The team of its service.</summary>
    Team,

    /// <summary>Its source.</summary>
    Source,

    /// <summary>Its urgency; <c>high</c> and <c>low</c> include the priorities of that urgency.</summary>
    Urgency,

    /// <summary>The kind of the event.</summary>
    Event,

    /// <summary>Its title.</summary>
    Title,
}
