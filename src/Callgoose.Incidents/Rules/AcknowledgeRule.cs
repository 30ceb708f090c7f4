namespace Callgoose.Incidents;

/// <summary>What an acknowledgement of a tool does (Catalog/README.md 1).</summary>
internal static class AcknowledgeRule
{
    /// <summary>
    /// Applies the acknowledgement of an action. One that comes before its trigger is not remembered: the incident then stays triggered,
    /// which is a page too many and not one too few.
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
            // Given for what has been reported since, too.
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
