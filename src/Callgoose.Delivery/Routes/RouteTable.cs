using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Routes;

/// <summary>Decides which destinations an event goes to.</summary>
/// <param name="settings">The destinations and routes.</param>
/// <param name="teamOf">Gives the team of a service, or null.</param>
public sealed class RouteTable(DeliverySettings settings, Func<string, string?> teamOf)
{
    /// <summary>The destinations of an event, each once; none if no route takes it.</summary>
    public IReadOnlyList<string> DestinationsOf(IncidentEvent incident) =>
        [.. Explain(incident).Where(static verdict => verdict.Fires).SelectMany(static verdict => verdict.To).Distinct(StringComparer.Ordinal)];

    /// <summary>For each route whether it takes an event, or why not.</summary>
    public IReadOnlyList<RouteVerdict> Explain(IncidentEvent incident)
    {
        if (settings.Routes.IsEmpty)
        {
            string[] all = [.. settings.Destinations.Select(static destination => destination.Name)];
            bool wanted = incident.IsWorthTelling;
            return [new RouteVerdict("every destination", wanted, wanted ? null : Unasked, all)];
        }

        string? team = teamOf(incident.Service);
        var verdicts = new RouteVerdict[settings.Routes.Length];
        string? taker = null;
        bool isOver = false;
        foreach (bool isDefault in (bool[])[false, true])
        {
            for (int i = 0; i < verdicts.Length; i++)
            {
                Route route = settings.Routes[i];
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
