using Callgoose.Delivery.Events;

namespace Callgoose.Delivery.Routes;

/// <summary>Decides which destinations an event goes to.</summary>
/// <param name="routes">The routes, in order; without any, every event goes to every destination.</param>
/// <param name="destinations">The names of the destinations.</param>
/// <param name="teamOf">Returns the team of a service, or null.</param>
public sealed class RouteTable(IReadOnlyList<Route> routes, IReadOnlyList<string> destinations, Func<string, string?> teamOf)
{
    /// <summary>Returns why a destination does not get an event although a route selects it, or null.</summary>
    public Func<string, IncidentEvent, string?> HeldBack { get; init; } = static (_, _) => null;

    /// <summary>Returns the destinations that get an event, each once.</summary>
    public IReadOnlyList<string> DestinationsOf(IncidentEvent incident) => Names(Explain(incident));

    /// <summary>Returns the destinations that routes select for an event, each once, even if they do not get it; empty if no route matches.</summary>
    public IReadOnlyList<string> ChosenFor(IncidentEvent incident) => Names(Judge(incident));

    /// <summary>Returns for each route whether it matches an event, or why not.</summary>
    public IReadOnlyList<RouteVerdict> Explain(IncidentEvent incident) => [.. Judge(incident).Select(verdict => verdict.Fires ? WithoutHeldBack(verdict, incident) : verdict)];

    private static string[] Names(IEnumerable<RouteVerdict> verdicts) =>
        [.. verdicts.Where(static verdict => verdict.Fires).SelectMany(static verdict => verdict.To).Distinct(StringComparer.Ordinal)];

    private RouteVerdict WithoutHeldBack(RouteVerdict verdict, IncidentEvent incident)
    {
        HeldBackDestination[] notTo =
            [.. verdict.To.Select(name => HeldBack(name, incident) is string reason ? new HeldBackDestination(name, reason) : null).OfType<HeldBackDestination>()];
        return notTo.Length == 0 ? verdict : verdict with { To = [.. verdict.To.Except(notTo.Select(static one => one.Destination))], NotTo = notTo };
    }

    private RouteVerdict[] Judge(IncidentEvent incident)
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
