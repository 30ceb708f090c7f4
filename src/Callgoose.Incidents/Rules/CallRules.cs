namespace Callgoose.Incidents;

/// <summary>Decides what a call does to the incidents of a store (process-api.md 4.1 to 4.6).</summary>
public sealed class CallRules
{
    private const long OneDay = 24 * 60 * 60 * 1000;

    private readonly TimeOrderedIds ids;
    private long duplicateWindow;

    /// <summary>Makes the rules.</summary>
    /// <param name="ids">Where the ids of new incidents come from.</param>
    /// <param name="duplicateWindow">How long the same body, or the same resolve, counts as a repeat.</param>
    public CallRules(TimeOrderedIds ids, TimeSpan duplicateWindow)
    {
        this.ids = ids;
        DuplicateWindow = duplicateWindow;
    }

    /// <summary>How long the same body, or the same resolve, counts as a repeat unless configured otherwise.</summary>
    public static TimeSpan DefaultDuplicateWindow { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the same body, or the same resolve, counts as a repeat. May be changed from any thread.</summary>
    public TimeSpan DuplicateWindow
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref duplicateWindow));
        set => Volatile.Write(ref duplicateWindow, (long)value.TotalMilliseconds);
    }

    /// <summary>Applies every action of a call and leaves the outcome in it; a delivery that was here before gets its first verdict again.</summary>
    /// <remarks>With trigger and resolve in one call the older incident ends first, then the new one begins.</remarks>
    public void Apply(IncomingCall call, IIncidentStore store)
    {
        call.ResetOutcome();
        if (call.DeliveryId.IsEmpty)
        {
            ApplyActions(call, store);
        }
        else if (!store.TryReplay(call))
        {
            ApplyActions(call, store);
            store.RecordDelivery(call);
        }
    }

    private void ApplyActions(IncomingCall call, IIncidentStore store)
    {
        foreach (ref readonly ServiceAction action in call.Actions)
        {
            if (action.ResolveFilter is not null && action.ResolveWithheld is null)
            {
                Resolve(call, action, store);
            }

            if (action.TriggerFilter is not null && !action.IsSuppressed)
            {
                Trigger(call, action, store);
            }
        }
    }

    private void Resolve(IncomingCall call, in ServiceAction action, IIncidentStore store)
    {
        if (action.ResolveKey.IsEmpty)
        {
            return;
        }

        ReadOnlySpan<byte> key = call.Text[action.ResolveKey];
        if (action.IsTimed)
        {
            store.RecordResolve(action.Scope, key, EndedAt(action.ResolveOccurredAt, call.ReceivedAt), call.ReceivedAt);
        }

        if (!store.TryFindNewestByKey(action.Scope, key, out StoredIncident incident))
        {
            return;
        }

        if (incident.IsActive)
        {
            store.Resolve(incident.Sequence, call.ReceivedAt);
            store.AppendTransition(
                incident.Sequence, new Transition(TransitionKind.Resolved, call.ReceivedAt, action.ResolveFilter!, call.Id));
            call.Outcome.Resolved = true;
            call.AddIncident(incident.Id);
        }
        else if (IsRepeat(incident.ResolvedAt, call.ReceivedAt))
        {
            call.Outcome.ResolveDuplicate = true;
            call.AddIncident(incident.Id);
        }
    }

    private void Trigger(IncomingCall call, in ServiceAction action, IIncidentStore store)
    {
        if (FindDuplicate(call, action, store, out StoredIncident newest))
        {
            store.RecordOccurrence(newest.Sequence, call.ReceivedAt);
            call.Outcome.TriggerDuplicate = true;
            call.AddIncident(newest.Id);
            return;
        }

        if (IsLate(call, action, store, newest))
        {
            call.Outcome.TriggerDuplicate = true;
            if (newest.Sequence != 0)
            {
                call.AddIncident(newest.Id);
            }

            return;
        }

        TimeOrderedId id = ids.Next();
        long sequence = store.Insert(new NewIncident
        {
            Id = id,
            Scope = action.Scope,
            Key = call.Text[action.TriggerKey],
            BodyDigest = call.Text[action.BodyDigest],
            Urgency = action.Urgency,
            Source = call.Text[call.Source],
            Title = call.Text[action.Title],
            Description = action.Description.IsEmpty ? call.Body.Written : call.Text[action.Description],
            TriggeredAt = call.ReceivedAt,
        });
        store.AppendTransition(
            sequence, new Transition(TransitionKind.Triggered, call.ReceivedAt, action.TriggerFilter!, call.Id));
        call.Outcome.Created = true;
        call.AddIncident(id);
    }

    /// <summary>Gives the newest incident of the same key or body, whether it is met again or over; the default if there is none.</summary>
    private bool FindDuplicate(IncomingCall call, in ServiceAction action, IIncidentStore store, out StoredIncident incident)
    {
        if (!action.TriggerKey.IsEmpty)
        {
            return store.TryFindNewestByKey(action.Scope, call.Text[action.TriggerKey], out incident) && incident.IsActive;
        }

        return store.TryFindNewestByBody(action.Scope, call.Text[action.BodyDigest], out incident)
            && incident.IsActive
            && IsRepeat(incident.TriggeredAt, call.ReceivedAt);
    }

    /// <summary>
    /// Whether a trigger tells of something that is over: it began before the newest resolve of its key, or it is the one that
    /// opened the last incident, delivered once more (process-api.md 4.5).
    /// </summary>
    /// <remarks>
    /// What began in the very millisecond in which the last one ended is new: of the two mistakes, one incident too many
    /// is the smaller one. A call that resolves and triggers by itself is never late.
    /// </remarks>
    private bool IsLate(IncomingCall call, in ServiceAction action, IIncidentStore store, in StoredIncident newest)
    {
        if (!action.IsTimed || action.TriggerKey.IsEmpty || action.ResolveFilter is not null)
        {
            return false;
        }

        bool beganBefore = action.TriggerOccurredAt is long began
            && store.TryFindNewestResolve(action.Scope, call.Text[action.TriggerKey], out long resolved)
            && began < resolved;
        return beganBefore
            || (newest.Sequence != 0 && IsRepeat(newest.TriggeredAt, call.ReceivedAt) && store.IsCreatedBy(newest.Sequence, call.Text[action.BodyDigest]));
    }

    /// <summary>When what a resolve reports ended. A clock that is more than a day ahead is not believed: it would silence the key for as long.</summary>
    private static long EndedAt(long? told, long receivedAt) =>
        told is long at && at - receivedAt <= OneDay ? at : receivedAt;

    /// <summary>Both directions count, so that a clock that went back does not stretch the window.</summary>
    private bool IsRepeat(long first, long now) => Math.Abs(now - first) <= Volatile.Read(ref duplicateWindow);
}
