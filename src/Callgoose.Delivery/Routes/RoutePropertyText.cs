namespace Callgoose.Delivery.Routes;

/// <summary>The names of route properties in the configuration.</summary>
internal static class RoutePropertyText
{
    /// <summary>All names, in the order of the enum.</summary>
    public static readonly string[] Names = ["environment", "service", "team", "source", "urgency", "event", "title"];

    /// <summary>Returns the name.</summary>
    public static string ToText(this RouteProperty property) => Names[(int)property];
}
