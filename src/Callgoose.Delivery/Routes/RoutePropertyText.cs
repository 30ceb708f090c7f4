namespace Callgoose.Delivery.Routes;

/// <summary>The names of what a route can look at, as they stand in the configuration.</summary>
internal static class RoutePropertyText
{
    /// <summary>All names, in the order of the enum.</summary>
    public static readonly string[] Names = ["environment", "service", "team", "source", "urgency", "event", "title"];

    /// <summary>The name.</summary>
    public static string ToText(this RouteProperty property) => Names[(int)property];
}
