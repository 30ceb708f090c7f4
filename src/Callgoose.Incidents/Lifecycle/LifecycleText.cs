namespace Callgoose.Incidents;

/// <summary>States and transitions as answers and the command line write them.</summary>
public static class LifecycleText
{
    /// <summary>The written form of a state.</summary>
    public static string ToText(this IncidentState state) => state switch
    {
        IncidentState.Triggered => "triggered",
        IncidentState.Acknowledged => "acknowledged",
        IncidentState.Resolved => "resolved",
        IncidentState.Suppressed => "suppressed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };

    /// <summary>The written form of a transition.</summary>
    public static string ToText(this TransitionKind kind) => kind switch
    {
        TransitionKind.Triggered => "triggered",
        TransitionKind.Acknowledged => "acknowledged",
        TransitionKind.Unacknowledged => "unacknowledged",
        TransitionKind.Resolved => "resolved",
        TransitionKind.Updated => "updated",
        TransitionKind.Suppressed => "suppressed",
        TransitionKind.ResolveLate => "resolve_late",
        TransitionKind.ResolveWithheld => "resolve_withheld",
        TransitionKind.DeliveryFailed => "delivery_failed",
        TransitionKind.Noted => "noted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such transition"),
    };

    /// <summary>The written form of an origin.</summary>
    public static string ToText(this TransitionOrigin origin) => origin switch
    {
        TransitionOrigin.Integration => "integration",
        TransitionOrigin.Person => "person",
        TransitionOrigin.Expiry => "expiry",
        TransitionOrigin.MaintenanceEnd => "maintenance_end",
        TransitionOrigin.Delivery => "delivery",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "no such origin"),
    };
}
