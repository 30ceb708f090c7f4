using System.Collections.Immutable;

namespace Callgoose.Delivery.Routes;

/// <summary>A route: it decides which events go to which destinations.</summary>
public sealed record Route
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The conditions for an event; without any the route matches every event.</summary>
    public required ImmutableArray<RouteCondition> Conditions { get; init; }

    /// <summary>The names of the destinations.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>Whether later routes are checked, too, after this one has matched.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether it matches only events that no other route matches.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether it matches every update, not only a raised urgency or a larger group.</summary>
    public bool TakesUpdates { get; init; }
}
