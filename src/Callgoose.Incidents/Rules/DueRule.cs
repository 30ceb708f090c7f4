namespace Callgoose.Incidents;

/// <summary>
/// The timed changes of an incident: it expires, or the maintenance in which it is held ends (ProcessApi.md 7 and Incidents/README.md rule
/// 9).
/// </summary>
internal static class DueRule
{
    /// <summary>Applies the changes that are due, a limited number at once.</summary>
    /// <returns>How many incidents were due.</returns>
    public static int Apply(IIncidentStore store, long now, int limit)
    {
        int count = 0;
        while (count < limit && store.TryFindDue(now, out StoredIncident incident))
        {
            count++;
            Apply(store, now, incident);
        }

        return count;
    }

    private static void Apply(IIncidentStore store, long now, StoredIncident incident)
    {
        bool wasHeld = incident.State == IncidentState.Suppressed;
        Transition line;
        if (incident.ExpiresAt != 0 && incident.ExpiresAt <= now)
        {
            incident.State = IncidentState.Resolved;
            incident.ResolvedAt = now;
            line = new Transition(TransitionKind.Resolved, now, "expiry", default, "Its time to end has passed without a newer report.", TransitionOrigin.Expiry);
        }
        else
        {
            incident.State = IncidentState.Triggered;
            incident.HeldUntil = 0;
            line = new Transition(TransitionKind.Triggered, now, "maintenance", default, "It was still open when the maintenance ended.", TransitionOrigin.MaintenanceEnd);
        }

        incident.Lines++;
        store.Update(incident);
        store.AppendTransition(incident.Sequence, incident.Lines, line, isTold: !wasHeld || incident.State == IncidentState.Triggered);
    }
}
