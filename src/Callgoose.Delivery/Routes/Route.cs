using System.Collections.Immutable;

namespace Callgoose.Delivery.Routes;

/// <summary>Which events go to which destinations.</summary>
public sealed record Route
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What an event has to be; one without conditions takes every event.</summary>
    public required ImmutableArray<RouteCondition> Conditions { get; init; }

    /// <summary>The names of the destinations.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>Whether the routes behind it are looked at as well when it takes an event.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether it takes only what no other route takes.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether it takes every update, not only a risen urgency or a grown group.</summary>
    public bool TakesUpdates { get; init; }
}
