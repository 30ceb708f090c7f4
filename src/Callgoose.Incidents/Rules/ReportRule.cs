using System.Text;

namespace Callgoose.Incidents;

/// <summary>The effect of a further report on an incident: the incident follows its newest report (Incidents/README.md rule 8).</summary>
internal static class ReportRule
{
    /// <summary>Applies a trigger to an unresolved incident of its key.</summary>
    /// <param name="call">The call.</param>
    /// <param name="action">Its action.</param>
    /// <param name="store">The store.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="began">When the reported problem happened, or null.</param>
    public static ActionResult Apply(IncomingCall call, in ServiceAction action, IIncidentStore store, StoredIncident incident, long? began)
    {
        bool isNewest = began is not long at || at >= incident.OccurredAt;
        ChangeLine changes = default;
        if (!action.Members.IsEmpty)
        {
            changes.Joined = GroupMembers.Join(store, incident.Sequence, call.Text[action.Members]);
            GroupMembers.FollowVanished(store, incident.Sequence, call.Text[action.ListedMembers], call.Text[action.VanishedMembers]);
        }

        // Also for an older report: the order of arrival must not matter, and one page too many is the smaller mistake.
        if (action.Urgency.IsAbove(incident.Urgency))
        {
            (changes.UrgencyWas, changes.UrgencyIs) = (incident.Urgency, action.Urgency);
            incident.Urgency = action.Urgency;
        }

        if (isNewest)
        {
            incident.ExpiresAt = ExpiresAt(call, action);
            FollowTexts(call, action, store, incident.Sequence, ref changes);
        }

        CountIn(call, ref incident);
        incident.OccurredAt = Math.Max(incident.OccurredAt, began ?? 0);
        int line = TakeLine(call.ReceivedAt, ref incident, changes, out bool isNewLine);
        string? reason = Reopen(call, action, ref incident, changes);
        store.Update(incident);
        if (line != 0)
        {
            if (isNewLine)
            {
                store.AppendTransition(
                    incident.Sequence,
                    line,
                    new Transition(TransitionKind.Updated, call.ReceivedAt, action.TriggerFilter!, call.Id),
                    incident.State != IncidentState.Suppressed);
            }

            store.WriteChanges(incident.Sequence, line, changes);
        }

        if (reason is not null)
        {
            store.AppendTransition(
                incident.Sequence,
                incident.Lines,
                new Transition(TransitionKind.Triggered, call.ReceivedAt, action.TriggerFilter!, call.Id, reason),
                isTold: true);
        }

        return Result(call, incident);
    }

    /// <summary>Counts a report of another problem on an incident. The incident does not take over its data, but its timeline names it.</summary>
    public static ActionResult Count(IncomingCall call, in ServiceAction action, IIncidentStore store, StoredIncident incident)
    {
        CountIn(call, ref incident);
        bool isNamed = incident.TryTakeNote();
        store.Update(incident);
        if (isNamed)
        {
            // Allocates, but only in a burst of incidents that nobody can resolve.
            string comment = $"Too many incidents without a key are open, so this one is counted here: {Encoding.UTF8.GetString(call.Text[action.Title])}";
            store.AppendTransition(
                incident.Sequence,
                incident.Lines,
                new Transition(TransitionKind.Updated, call.ReceivedAt, action.TriggerFilter!, call.Id, comment),
                incident.State != IncidentState.Suppressed);
        }

        return Result(call, incident);
    }

    /// <summary>When an incident expires that an action has just reported; 0 for never. A time in the past is ignored.</summary>
    public static long ExpiresAt(IncomingCall call, in ServiceAction action) =>
        action.EndsAt is long at ? at > call.ReceivedAt ? at : 0
        : action.ResolveAfter > 0 ? call.ReceivedAt + action.ResolveAfter
        : 0;

    private static void CountIn(IncomingCall call, ref StoredIncident incident)
    {
        incident.Occurrences++;
        incident.LastSeenAt = Math.Max(incident.LastSeenAt, call.ReceivedAt);
    }

    private static void FollowTexts(IncomingCall call, in ServiceAction action, IIncidentStore store, long sequence, ref ChangeLine changes)
    {
        IncidentTexts was = store.ReadTexts(sequence);
        ReadOnlySpan<byte> title = call.Text[action.Title];
        ReadOnlySpan<byte> description = action.Description.IsEmpty ? call.Body.Written : call.Text[action.Description];
        if (!was.Title.SequenceEqual(title))
        {
            changes.ChangesTitle = true;
            changes.TitleWas = was.Title;
            changes.TitleIs = title;
        }

        if (!was.Description.SequenceEqual(description))
        {
            changes.ChangesDescription = true;
            changes.DescriptionWas = was.Description;
            changes.DescriptionIs = description;
        }

        if (changes.ChangesTitle || changes.ChangesDescription)
        {
            store.WriteTexts(sequence, title, description);
        }
    }

    /// <summary>Takes the line for the changes: a new one, or the last one if it changed texts less than a minute ago.</summary>
    /// <returns>Its number; 0 if there is no change, or there are too many lines.</returns>
    private static int TakeLine(long now, ref StoredIncident incident, in ChangeLine changes, out bool isNew)
    {
        isNew = false;
        if (changes.IsEmpty)
        {
            return 0;
        }

        if (changes.IsTextOnly && incident.TextLine != 0 && Math.Abs(now - incident.TextLineAt) < RuleLimits.TextLineTime)
        {
            return incident.TextLine;
        }

        incident.TextLine = 0;
        if (changes.UrgencyIs != 0)
        {
            // The urgency can rise four times at most, so this line is never dropped.
            incident.Lines++;
        }
        else if (!incident.TryTakeNote())
        {
            return 0;
        }

        isNew = true;
        if (changes.IsTextOnly)
        {
            (incident.TextLine, incident.TextLineAt) = (incident.Lines, now);
        }

        return incident.Lines;
    }

    /// <summary>Opens an acknowledged or held incident again for everybody, and takes a line for it.</summary>
    /// <returns>The reason; null if the incident is not opened again.</returns>
    private static string? Reopen(IncomingCall call, in ServiceAction action, ref StoredIncident incident, in ChangeLine changes)
    {
        if (incident.State == IncidentState.Suppressed && action.IsSuppressed)
        {
            incident.HeldUntil = Math.Max(incident.HeldUntil, TriggerRule.HeldUntil(call, action));
        }

        if (action.IsSuppressed)
        {
            return null;
        }

        string? reason = (incident.State, changes.UrgencyIs) switch
        {
            (IncidentState.Suppressed, _) => "It was reported again after the maintenance.",
            (IncidentState.Acknowledged, not 0) => $"The urgency rose from {changes.UrgencyWas.ToText()} to {changes.UrgencyIs.ToText()}.",
            (IncidentState.Acknowledged, _) when !changes.Joined.IsEmpty => $"The group grew: {Encoding.UTF8.GetString(changes.Joined).Replace("\n", ", ", StringComparison.Ordinal)}.",
            _ => null,
        };
        if (reason is not null)
        {
            incident.State = IncidentState.Triggered;
            incident.HeldUntil = 0;
            incident.Lines++;
        }

        return reason;
    }

    private static ActionResult Result(IncomingCall call, in StoredIncident incident)
    {
        call.AddIncident(incident.Id);
        if (incident.State == IncidentState.Suppressed)
        {
            return new ActionResult(ActionResultKind.Suppressed, incident.Id);
        }

        call.Outcome.TriggerDuplicate = true;
        return new ActionResult(ActionResultKind.Repeated, incident.Id);
    }
}
