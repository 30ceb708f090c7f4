namespace Callgoose.Incidents;

/// <summary>The effect of a resolve (Incidents/README.md rule 3).</summary>
internal static class ResolveRule
{
    /// <summary>Applies the resolve of an action.</summary>
    public static ActionResult Apply(IncomingCall call, in ServiceAction action, IIncidentStore store, long duplicateWindow)
    {
        if (action.ResolveKey.IsEmpty)
        {
            return default;
        }

        ReadOnlySpan<byte> key = call.Text[action.ResolveKey];
        bool isFound = store.TryFindNewestByKey(action.Scope, action.ResolveKeySpace, key, out StoredIncident incident);
        if (action.ResolveWithheld is not null)
        {
            return isFound && incident.IsActive ? Withhold(call, action, store, incident, action.ResolveWithheld) : default;
        }

        if (isFound && incident.IsActive && GroupMembers.AnyVanished(store, incident.Sequence, call.Text[action.EndedMembers]))
        {
            return Withhold(call, action, store, incident, "A member of the group was gone before without a recovery, and has not recovered since.");
        }

        long? ended = EventTime.Believe(action.ResolveOccurredAt, call);
        if (action.IsTimed)
        {
            long at = ended ?? EndOf(incident, call.ReceivedAt);
            store.RecordResolve(action.Scope, action.ResolveKeySpace, key, at, call.ReceivedAt);
            var group = new GroupKey(action.Scope, action.ResolveKeySpace, key, stackalloc byte[GroupKey.LengthOf(key)]);
            EndedMembers.Record(store, group, call.Text[action.EndedMembers], except: default, vanished: default, at, call.ReceivedAt);
        }

        if (!isFound)
        {
            return default;
        }

        if (!incident.IsActive)
        {
            return IsRepeat(incident.ResolvedAt, call.ReceivedAt, duplicateWindow) ? Repeat(call, incident) : default;
        }

        return ended < incident.OccurredAt ? ComeLate(call, action, store, incident, ended.Value) : Resolve(call, action, store, incident);
    }

    /// <summary>
    /// The end of the problem for a resolve without a time: directly after the newest trigger that was seen, so that a trigger which began
    /// later and arrives later is new. If none was seen, or it has no time, the resolve ends everything that began before it arrived.
    /// </summary>
    private static long EndOf(in StoredIncident newest, long receivedAt) => newest.OccurredAt == 0 ? receivedAt : newest.OccurredAt + 1;

    /// <summary>Tells whether a resolve is a repeat. Both directions count, so that a clock that went back does not extend the window.</summary>
    internal static bool IsRepeat(long first, long now, long window) => Math.Abs(now - first) <= window;

    private static ActionResult Resolve(IncomingCall call, in ServiceAction action, IIncidentStore store, StoredIncident incident)
    {
        bool wasHeld = incident.State == IncidentState.Suppressed;
        incident.State = IncidentState.Resolved;
        incident.ResolvedAt = call.ReceivedAt;
        incident.Lines++;
        store.Update(incident);
        store.AppendTransition(
            incident.Sequence, incident.Lines, new Transition(TransitionKind.Resolved, call.ReceivedAt, action.ResolveFilter!, call.Id), isTold: !wasHeld);
        call.Outcome.Resolved = true;
        call.AddIncident(incident.Id);
        return new ActionResult(ActionResultKind.Resolved, incident.Id);
    }

    private static ActionResult Repeat(IncomingCall call, in StoredIncident incident)
    {
        call.Outcome.ResolveDuplicate = true;
        call.AddIncident(incident.Id);
        return new ActionResult(ActionResultKind.AlreadyResolved, incident.Id);
    }

    /// <summary>
    /// Applies a resolve that is older than the newest report: it ends nothing. But if it ends the acknowledged problem, the newest report
    /// is about an outage that nobody has seen: then the incident goes back to triggered, as if all calls had arrived in order.
    /// </summary>
    private static ActionResult ComeLate(IncomingCall call, in ServiceAction action, IIncidentStore store, StoredIncident incident, long ended)
    {
        bool isOfAcknowledged = incident.State == IncidentState.Acknowledged && ended > incident.AcknowledgedUpTo;
        incident.State = isOfAcknowledged ? IncidentState.Triggered : incident.State;
        incident = Note(store, incident, new Transition(TransitionKind.ResolveLate, call.ReceivedAt, action.ResolveFilter!, call.Id));
        if (isOfAcknowledged)
        {
            incident.Lines++;
            store.Update(incident);
            store.AppendTransition(incident.Sequence, incident.Lines, Again(call, action), isTold: true);
        }

        call.Outcome.ResolveDuplicate = true;
        call.AddIncident(incident.Id);
        return new ActionResult(ActionResultKind.Late, incident.Id);
    }

    private static ActionResult Withhold(IncomingCall call, in ServiceAction action, IIncidentStore store, StoredIncident incident, string reason)
    {
        Note(store, incident, new Transition(TransitionKind.ResolveWithheld, call.ReceivedAt, action.ResolveFilter!, call.Id, reason));
        call.AddIncident(incident.Id);
        return new ActionResult(ActionResultKind.Withheld, incident.Id);
    }

    private static Transition Again(IncomingCall call, in ServiceAction action) => new(
        TransitionKind.Triggered, call.ReceivedAt, action.ResolveFilter!, call.Id, "What was acknowledged had ended before the newest report.");

    /// <summary>Adds a line that changes no state, or counts it as dropped if there are too many.</summary>
    private static StoredIncident Note(IIncidentStore store, StoredIncident incident, in Transition line)
    {
        bool isTaken = incident.TryTakeNote();
        store.Update(incident);
        if (isTaken)
        {
            store.AppendTransition(incident.Sequence, incident.Lines, line, incident.State != IncidentState.Suppressed);
        }

        return incident;
    }
}
