namespace Callgoose.Incidents;

/// <summary>States and transitions as they are written in answers and on the command line.</summary>
public static class LifecycleText
{
    /// <summary>The written form of a state.</summary>
    public static string ToText(this IncidentState state) => state switch
    {
        IncidentState.Triggered => "triggered",
        IncidentState.Acknowledged => "acknowledged",
        IncidentState.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };

    /// <summary>The written form of a transition.</summary>
    public static string ToText(this TransitionKind kind) => kind switch
    {
        TransitionKind.Triggered => "triggered",
        TransitionKind.Acknowledged => "acknowledged",
        TransitionKind.Unacknowledged => "unacknowledged",
        TransitionKind.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such transition"),
    };
}
