namespace Callgoose.Incidents;

/// <summary>What somebody may do with an incident in which state (process-api.md 8).</summary>
public static class LifecycleRules
{
    /// <summary>The state after an action.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="action">What somebody wants to happen; never <see cref="TransitionKind.Triggered"/>, which only a filter does.</param>
    /// <returns>
    /// The state after it; the same state if nothing happens, because the incident is there already; null if the action is refused,
    /// because the incident is over.
    /// </returns>
    public static IncidentState? Next(IncidentState state, TransitionKind action) => (state, action) switch
    {
        (IncidentState.Resolved, TransitionKind.Resolved) => IncidentState.Resolved,
        (IncidentState.Resolved, TransitionKind.Acknowledged or TransitionKind.Unacknowledged) => null,
        (_, TransitionKind.Acknowledged) => IncidentState.Acknowledged,
        (_, TransitionKind.Unacknowledged) => IncidentState.Triggered,
        (_, TransitionKind.Resolved) => IncidentState.Resolved,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "nobody does this by hand"),
    };
}
