namespace Callgoose.Incidents;

/// <summary>The effect of an acknowledgement from a tool (Catalog/README.md 1).</summary>
internal static class AcknowledgeRule
{
    /// <summary>
    /// Applies the acknowledgement of an action. One that arrives before its trigger is not remembered: the incident then stays triggered,
    /// which is one page too many rather than one too few.
    /// </summary>
    public static ActionResult Apply(IncomingCall call, in ServiceAction action, IIncidentStore store)
    {
        if (action.AcknowledgeKey.IsEmpty
            || !store.TryFindNewestByKey(action.Scope, action.AcknowledgeKeySpace, call.Text[action.AcknowledgeKey], out StoredIncident incident)
            || !incident.IsActive)
        {
            return default;
        }

        long? given = EventTime.Believe(action.AcknowledgeOccurredAt, call);
        if (given < incident.OccurredAt)
        {
            call.AddIncident(incident.Id);
            return new ActionResult(ActionResultKind.Late, incident.Id);
        }

        if (incident.State == IncidentState.Triggered)
        {
            incident.State = IncidentState.Acknowledged;
            incident.AcknowledgedUpTo = incident.OccurredAt;
            incident.Lines++;
            store.Update(incident);
            store.AppendTransition(
                incident.Sequence,
                incident.Lines,
                new Transition(TransitionKind.Acknowledged, call.ReceivedAt, action.AcknowledgeFilter!, call.Id),
                isTold: true);
            call.Outcome.Acknowledged = true;
        }
        else if (incident.State == IncidentState.Acknowledged)
        {
            // The acknowledgement also covers what has been reported since.
            incident.AcknowledgedUpTo = incident.OccurredAt;
            store.Update(incident);
        }
        else
        {
            return default;
        }

        call.AddIncident(incident.Id);
        return new ActionResult(ActionResultKind.Acknowledged, incident.Id);
    }
}
