namespace Callgoose.Delivery.Routes;

/// <summary>What a route can look at.</summary>
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

    /// <summary>Its urgency; <c>high</c> and <c>low</c> stand for the priorities of that urgency too.</summary>
    Urgency,

    /// <summary>What happened.</summary>
    Event,

    /// <summary>Its title.</summary>
    Title,
}
