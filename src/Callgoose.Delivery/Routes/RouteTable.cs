using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Routes;

/// <summary>Decides which destinations an event goes to.</summary>
/// <param name="routes">The routes, in order; without any, every event goes to every destination.</param>
/// <param name="destinations">The names of the destinations.</param>
/// <param name="teamOf">Gives the team of a service, or null.</param>
public sealed class RouteTable(IReadOnlyList<Route> routes, IReadOnlyList<string> destinations, Func<string, string?> teamOf)
{
    /// <summary>The destinations of an event, each once; none if no route takes it.</summary>
    public IReadOnlyList<string> DestinationsOf(IncidentEvent incident) =>
        [.. Explain(incident).Where(static verdict => verdict.Fires).SelectMany(static verdict => verdict.To).Distinct(StringComparer.Ordinal)];

    /// <summary>For each route whether it takes an event, or why not.</summary>
    public IReadOnlyList<RouteVerdict> Explain(IncidentEvent incident)
    {
        if (routes.Count == 0)
        {
            bool wanted = incident.IsWorthTelling;
            return [new RouteVerdict("every destination", wanted, wanted ? null : Unasked, destinations)];
        }

        string? team = teamOf(incident.Service);
        var verdicts = new RouteVerdict[routes.Count];
        string? taker = null;
        bool isOver = false;
        foreach (bool isDefault in (bool[])[false, true])
        {
            for (int i = 0; i < verdicts.Length; i++)
            {
                Route route = routes[i];
                if (route.IsDefault != isDefault)
                {
                    continue;
                }

                string? reason = isOver || (isDefault && taker is not null) ? $"the route \"{taker}\" took the event" : Mismatch(route, incident, team);
                verdicts[i] = new RouteVerdict(route.Name, reason is null, reason, route.To);
                if (reason is null)
                {
                    taker ??= route.Name;
                    isOver = !route.Continues;
                }
            }
        }

        return verdicts;
    }

    private const string Unasked = "neither did the urgency rise nor did the group grow, and nothing asks for every update";

    private static string? Mismatch(Route route, IncidentEvent incident, string? team)
    {
        foreach (RouteCondition condition in route.Conditions)
        {
            if (condition.Mismatch(incident, team) is string reason)
            {
                return reason;
            }
        }

        return incident.IsWorthTelling || (route.TakesUpdates && incident.Event == IncidentEvent.Updated) ? null : Unasked;
    }
}
