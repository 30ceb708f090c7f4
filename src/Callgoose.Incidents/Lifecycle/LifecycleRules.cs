namespace Callgoose.Incidents;

/// <summary>The actions that a person may take on an incident in each state (ProcessApi.md 8).</summary>
public static class LifecycleRules
{
    /// <summary>Returns the state after an action.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="action">
    /// The action: <see cref="TransitionKind.Acknowledged"/>, <see cref="TransitionKind.Unacknowledged"/> or
    /// <see cref="TransitionKind.Resolved"/>.
    /// </param>
    /// <returns>
    /// The state after the action. The same state if nothing happens, because the incident already has it. Null if the action is refused,
    /// because the incident is resolved, or is held until the maintenance of its service ends.
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
