namespace Callgoose.Incidents;

/// <summary>What a person may do with an incident in which state (ProcessApi.md 8).</summary>
public static class LifecycleRules
{
    /// <summary>The state after an action.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="action">What the person wants: <see cref="TransitionKind.Acknowledged"/>, <see cref="TransitionKind.Unacknowledged"/> or <see cref="TransitionKind.Resolved"/>.</param>
    /// <returns>
    /// The state after it; the same state if nothing happens, because the incident is there already; null if the action is refused,
    /// because the incident is over, or is held until the maintenance of its service ends.
    /// </returns>
    public static IncidentState? Next(IncidentState state, TransitionKind action) => (state, action) switch
    {
        (_, TransitionKind.Resolved) => IncidentState.Resolved,
        (IncidentState.Resolved or IncidentState.Suppressed, TransitionKind.Acknowledged or TransitionKind.Unacknowledged) => null,
        (_, TransitionKind.Acknowledged) => IncidentState.Acknowledged,
        (_, TransitionKind.Unacknowledged) => IncidentState.Triggered,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "only rules do this, nobody by hand"),
    };
}
