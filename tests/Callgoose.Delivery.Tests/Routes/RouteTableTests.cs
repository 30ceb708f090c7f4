using System.Collections.Immutable;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Tests.Support;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Tests.Routes;

/// <summary>Which events go where, and why.</summary>
public class RouteTableTests
{
    private static readonly IncidentEvent Shop = new()
    {
        Sequence = 1,
        Number = 1,
        Event = "triggered",
        At = 0,
        Incident = new TimeOrderedId(1, 1),
        State = "triggered",
        Urgency = "P1",
        Service = "shop",
        Title = "Checkout is down",
        TriggeredAt = 0,
    };

    [Fact]
    public void The_first_route_that_takes_an_event_decides_unless_it_continues()
    {
        RouteTable table = Table(
            Route("a", [new(RouteProperty.Service, ["shop"]), new(RouteProperty.Urgency, ["high"])]) with { Continues = true },
            Route("b", [new(RouteProperty.Title, ["Checkout"])]),
            Route("c", []));

        Assert.Equal(["to-a", "to-b"], table.DestinationsOf(Shop));
        Assert.Equal("the route \"a\" took the event", table.Explain(Shop)[2].Reason);
        Assert.Equal(["to-c"], table.DestinationsOf(Shop with { Service = "other", Title = "x" }));
    }

    [Fact]
    public void The_default_route_takes_what_no_other_takes_wherever_it_stands()
    {
        RouteTable table = Table(Route("d", []) with { IsDefault = true }, Route("a", [new(RouteProperty.Team, ["web"])]));

        Assert.Equal(["to-a"], table.DestinationsOf(Shop));
        Assert.Equal(["to-d"], table.DestinationsOf(Shop with { Service = "unknown" }));
    }

    [Fact]
    public void A_reason_says_what_was_found_and_that_it_differs_only_in_case() => Assert.Equal(
        "service is \"shop\", the route wants \"Shop\" (differs only in case)",
        Assert.Single(Table(Route("a", [new(RouteProperty.Service, ["Shop"])])).Explain(Shop)).Reason);

    [Fact]
    public void An_update_is_told_only_if_it_matters_or_is_asked_for()
    {
        IncidentEvent update = Shop with { Event = "updated" };

        Assert.Empty(Table(Route("a", [])).DestinationsOf(update));
        Assert.Equal(["to-a"], Table(Route("a", [])).DestinationsOf(update with { HasGrown = true }));
        Assert.Equal(["to-a"], Table(Route("a", []) with { TakesUpdates = true }).DestinationsOf(update));
    }

    /// <summary>
    /// What a route reports is what happens: nothing goes back to its source, and a failure never goes to the destination that failed.
    /// </summary>
    [Fact]
    public void A_route_does_not_say_that_an_event_goes_where_it_does_not()
    {
        var settings = new DeliverySettings
        {
            Destinations = [DeliveryScenario.Destination("ops"), DeliveryScenario.Destination("audit"), DeliveryScenario.Destination("page", "PagerDuty")],
            Routes = [new Route { Name = "all", Conditions = [], To = ["ops", "page", "audit"] }],
        };
        RouteTable table = settings.MakeRoutes(static _ => null);

        RouteVerdict failed = Assert.Single(table.Explain(Shop with { Event = "delivery_failed", Cause = "ops" }));
        RouteVerdict back = Assert.Single(table.Explain(Shop with { Source = "PagerDuty" }));

        Assert.Equal(["audit"], failed.To);
        Assert.Equal([new("ops", "it is the one that failed"), new("page", "PagerDuty takes no event \"delivery_failed\"")], failed.NotTo);
        Assert.Equal(["ops", "audit"], back.To);
        Assert.Equal([new("page", "it came from PagerDuty, and does not go back there")], back.NotTo);
        Assert.Equal(["audit"], table.DestinationsOf(Shop with { Event = "delivery_failed", Cause = "ops" }));
    }

    private static Route Route(string name, ImmutableArray<RouteCondition> conditions) => new() { Name = name, Conditions = conditions, To = ["to-" + name] };

    private static RouteTable Table(params ImmutableArray<Route> routes) =>
        new(routes, [], static service => service == "shop" ? "web" : null);
}
