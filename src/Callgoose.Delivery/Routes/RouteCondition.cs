using System.Collections.Immutable;
using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Routes;

/// <summary>One condition of a route.</summary>
/// <param name="Property">The property to compare.</param>
/// <param name="Values">The allowed values. For a title: texts, one of which it must contain.</param>
public sealed record RouteCondition(RouteProperty Property, ImmutableArray<string> Values)
{
    /// <summary>Returns why the condition does not hold; null if it does.</summary>
    /// <param name="incident">The event.</param>
    /// <param name="team">The team of its service, or null.</param>
    public string? Mismatch(IncidentEvent incident, string? team)
    {
        string found = Property switch
        {
            RouteProperty.Environment => incident.Environment,
            RouteProperty.Service => incident.Service,
            RouteProperty.Team => team ?? string.Empty,
            RouteProperty.Source => incident.Source,
            RouteProperty.Urgency => incident.Urgency,
            RouteProperty.Event => incident.Event,
            _ => incident.Title,
        };
        bool holds = Property switch
        {
            RouteProperty.Title => Values.Any(value => found.Contains(value, StringComparison.Ordinal)),
            RouteProperty.Urgency => Values.Any(value => value == found || value == incident.UrgencyClass),
            _ => Values.Contains(found),
        };
        return holds ? null : $"{Property.ToText()} is \"{found}\", the route wants {string.Join(" or ", Values.Select(static value => $"\"{value}\""))}{Case(found)}";
    }

    private string Case(string found) =>
        Values.Any(value => Property == RouteProperty.Title ? found.Contains(value, StringComparison.OrdinalIgnoreCase) : string.Equals(found, value, StringComparison.OrdinalIgnoreCase))
            ? " (differs only in case)"
            : string.Empty;
}
