namespace Callgoose.Incidents;

/// <summary>The effect of a trigger: it creates an incident, repeats an existing one, or is late (Incidents/README.md rules 2, 5, 7 and 11).</summary>
internal static class TriggerRule
{
    /// <summary>How long a trigger is held if the end of its maintenance is unknown, in milliseconds.</summary>
    private const long UnknownMaintenance = 24 * 60 * 60 * 1000;

    /// <summary>Applies the trigger of an action.</summary>
    public static ActionResult Apply(IncomingCall call, in ServiceAction action, IIncidentStore store, TimeOrderedIds ids, long duplicateWindow)
    {
        long? began = EventTime.Believe(action.TriggerOccurredAt, call);
        if (action.TriggerKey.IsEmpty)
        {
            return WithoutKey(call, action, store, ids, duplicateWindow, began);
        }

        ReadOnlySpan<byte> key = call.Text[action.TriggerKey];
        bool isFound = store.TryFindNewestByKey(action.Scope, action.TriggerKeySpace, key, out StoredIncident newest);
        var group = new GroupKey(action.Scope, action.TriggerKeySpace, key, stackalloc byte[GroupKey.LengthOf(key)]);
        if (action.IsTimed && began is long time && !action.ListedMembers.IsEmpty)
        {
            // The ended members were over when the newest of the others began, or was seen.
            EndedMembers.Record(
                store, group, call.Text[action.ListedMembers], call.Text[action.Members], call.Text[action.VanishedMembers], Math.Max(time, newest.OccurredAt) + 1, call.ReceivedAt);
        }

        if (isFound && newest.IsActive)
        {
            return ReportRule.Apply(call, action, store, newest, began);
        }

        return IsLate(call, action, store, newest, group, began) ? ComeLate(call, newest) : Create(call, action, store, ids, began);
    }

    /// <summary>
    /// Tells whether a trigger reports a problem that is over: it began before the newest resolve of its key that its tool has reported,
    /// and so did each member of its group. A resolve by hand and an expiry do not come from the tool and make nothing late.
    /// </summary>
    /// <remarks>
    /// A problem that began in the same millisecond in which the last one ended is new, unless the last one began in that millisecond, too.
    /// A problem without a start time is also new: one incident too many is the smaller mistake. A call that both resolves and triggers is
    /// never late.
    /// </remarks>
    private static bool IsLate(
        IncomingCall call, in ServiceAction action, IIncidentStore store, in StoredIncident newest, GroupKey group, long? began)
    {
        if (!action.IsTimed || action.ResolveFilter is not null || began is not long at
            || !store.TryFindNewestResolve(action.Scope, action.TriggerKeySpace, call.Text[action.TriggerKey], out long resolved))
        {
            return false;
        }

        bool isOver = at < resolved || (at == resolved && at == newest.OccurredAt);
        return isOver && EndedMembers.HaveAllEnded(store, group, call.Text[action.Members], Math.Min(at, resolved - 1));
    }

    private static ActionResult ComeLate(IncomingCall call, in StoredIncident newest)
    {
        call.Outcome.TriggerDuplicate = true;
        if (newest.Sequence != 0)
        {
            call.AddIncident(newest.Id);
        }

        return new ActionResult(ActionResultKind.Late, newest.Id);
    }

    /// <summary>
    /// Applies a trigger without a key. Its tool cannot resolve the incident, so only the body identifies repeats, and the number of open
    /// incidents is limited.
    /// </summary>
    private static ActionResult WithoutKey(
        IncomingCall call, in ServiceAction action, IIncidentStore store, TimeOrderedIds ids, long duplicateWindow, long? began)
    {
        call.Outcome.Warnings |= action.TriggerKeyFault == KeyFault.Unexpanded
            ? CallWarnings.Unkeyed | CallWarnings.KeyUnexpanded
            : CallWarnings.Unkeyed;
        if (store.TryFindNewestByBody(action.Scope, call.Text[action.BodyDigest], out StoredIncident incident)
            && incident.IsActive
            && ResolveRule.IsRepeat(incident.TriggeredAt, call.ReceivedAt, duplicateWindow))
        {
            return ReportRule.Apply(call, action, store, incident, began);
        }

        string integration = action.TriggerIntegration?.Name ?? string.Empty;
        if (store.CountWithoutKey(action.Scope, integration, action.TriggerFilter!, RuleLimits.MaxWithoutKey, out incident) >= RuleLimits.MaxWithoutKey)
        {
            call.Outcome.Warnings |= CallWarnings.UnkeyedBurst;
            return ReportRule.Count(call, action, store, incident);
        }

        return Create(call, action, store, ids, began);
    }

    private static ActionResult Create(IncomingCall call, in ServiceAction action, IIncidentStore store, TimeOrderedIds ids, long? began)
    {
        TimeOrderedId id = ids.Next();
        long heldUntil = !action.IsSuppressed ? 0 : HeldUntil(call, action);
        long sequence = store.Insert(new NewIncident
        {
            Id = id,
            Scope = action.Scope,
            Key = call.Text[action.TriggerKey],
            KeySpace = action.TriggerKeySpace ?? string.Empty,
            Integration = action.TriggerIntegration?.Name ?? string.Empty,
            Filter = action.TriggerFilter!,
            BodyDigest = action.TriggerKey.IsEmpty ? call.Text[action.BodyDigest] : default,
            Urgency = action.Urgency,
            Source = call.Text[call.Source],
            Title = call.Text[action.Title],
            Description = action.Description.IsEmpty ? call.Body.Written : call.Text[action.Description],
            Link = call.Text[action.Link],
            TriggeredAt = call.ReceivedAt,
            OccurredAt = began ?? 0,
            ExpiresAt = ReportRule.ExpiresAt(call, action),
            HeldUntil = heldUntil,
            CallId = call.Id,
            Hops = call.Hops,
        });
        if (!action.Members.IsEmpty)
        {
            GroupMembers.Join(store, sequence, call.Text[action.Members]);
            GroupMembers.FollowVanished(store, sequence, call.Text[action.ListedMembers], call.Text[action.VanishedMembers]);
        }

        call.Outcome.Created |= !action.IsSuppressed;
        call.AddIncident(id);
        return new ActionResult(action.IsSuppressed ? ActionResultKind.Suppressed : ActionResultKind.Created, id);
    }

    /// <summary>The time until which the trigger of an action is held.</summary>
    internal static long HeldUntil(IncomingCall call, in ServiceAction action) =>
        action.SuppressedUntil > call.ReceivedAt ? action.SuppressedUntil : call.ReceivedAt + UnknownMaintenance;
}
