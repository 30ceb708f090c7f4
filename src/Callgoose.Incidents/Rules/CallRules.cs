namespace Callgoose.Incidents;

/// <summary>Decides what a call does to the incidents of a store (Incidents/README.md, the rules).</summary>
public sealed class CallRules
{
    private readonly TimeOrderedIds ids;
    private long duplicateWindow;

    /// <summary>Creates the rules.</summary>
    /// <param name="ids">Creates the ids of new incidents.</param>
    /// <param name="duplicateWindow">The time in which the same body, or the same resolve, counts as a repeat.</param>
    public CallRules(TimeOrderedIds ids, TimeSpan duplicateWindow)
    {
        this.ids = ids;
        DuplicateWindow = duplicateWindow;
    }

    /// <summary>The maximum number of open incidents without a key of one filter in one service: further ones are counted on the newest of them.</summary>
    public const int MaxWithoutKey = RuleLimits.MaxWithoutKey;

    /// <summary>The default for <see cref="DuplicateWindow"/>.</summary>
    public static TimeSpan DefaultDuplicateWindow { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The time in which the same body, or the same resolve, counts as a repeat. May be set from any thread.</summary>
    public TimeSpan DuplicateWindow
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref duplicateWindow));
        set => Volatile.Write(ref duplicateWindow, (long)value.TotalMilliseconds);
    }

    /// <summary>Applies every action of a call and stores the outcome in it. A repeated delivery gets its first answer again.</summary>
    /// <remarks>With trigger and resolve in one call, the older incident ends first, then the new one begins.</remarks>
    public void Apply(IncomingCall call, IIncidentStore store)
    {
        call.ResetOutcome();
        if (call.Relayed.Sequence == 0)
        {
            ApplyDelivery(call, store);
            return;
        }

        long taken = store.FindTaken(call.TokenId, call.Relayed.Relay);
        if (call.Relayed.Sequence <= taken)
        {
            call.Replay(call.Id, default, anyFilterPassed: false, NoEffectReason.AlreadyTaken);
            call.RelayVerdict = RelayVerdict.Taken;
            return;
        }

        if (call.Relayed.After != 0 && call.Relayed.After != taken)
        {
            call.RelayVerdict = RelayVerdict.TooEarly;
            return;
        }

        ApplyDelivery(call, store);
        if (call.RelayVerdict == RelayVerdict.Next)
        {
            store.RecordTaken(call.TokenId, call.Relayed, call.ReceivedAt);
        }
    }

    private void ApplyDelivery(IncomingCall call, IIncidentStore store)
    {
        // An attacker who has intercepted a signed webhook can change the delivery id, but neither the signed part nor the answer to it.
        if (!call.SignedId.IsEmpty && store.TryReplay(call, call.SignedId, default) == DeliveryIdState.Known)
        {
            return;
        }

        DeliveryIdState delivery = call.DeliveryId.IsEmpty ? DeliveryIdState.New : store.TryReplay(call, call.DeliveryId, call.DigestBody());

        // A sender that uses an id for two things must not lose the second one: senders rarely retry after a refusal.
        call.Outcome.Warnings |= delivery == DeliveryIdState.Reused ? CallWarnings.DeliveryIdReused : CallWarnings.None;
        if (delivery != DeliveryIdState.Known && !ApplyOnce(call, store))
        {
            return;
        }

        if (!call.DeliveryId.IsEmpty && delivery != DeliveryIdState.Known)
        {
            store.RecordDelivery(call, call.DeliveryId, call.DigestBody());
        }

        if (!call.SignedId.IsEmpty)
        {
            store.RecordDelivery(call, call.SignedId, default);
        }
    }

    /// <returns>False if nothing was done because the relay queue is full.</returns>
    private bool ApplyOnce(IncomingCall call, IIncidentStore store)
    {
        if (call.Relay.IsOn && !store.TryQueue(call))
        {
            call.RelayVerdict = RelayVerdict.NoRoom;
            return false;
        }

        ApplyActions(call, store);
        return true;
    }

    /// <summary>Runs the timed changes that are due (ProcessApi.md 7 and Incidents/README.md rule 9), a limited number at once.</summary>
    /// <param name="store">The store.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <param name="limit">The maximum number of incidents.</param>
    /// <returns>How many incidents were changed.</returns>
    public static int ApplyDue(IIncidentStore store, long now, int limit)
    {
        ArgumentNullException.ThrowIfNull(store);
        return DueRule.Apply(store, now, limit);
    }

    /// <summary>
    /// Adds a line to the timeline of an incident: a message about it was given up. Does nothing if the incident is gone; counts the line
    /// as dropped if there are too many.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The incident.</param>
    /// <param name="environment">The environment of the incident.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="reason">Which message, and why.</param>
    /// <param name="at">When it was given up, in Unix milliseconds (UTC).</param>
    public static void NoteFailedDelivery(IIncidentStore store, TimeOrderedId id, string environment, string destination, string reason, long at)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.TryFind(id, environment, out StoredIncident incident))
        {
            return;
        }

        bool isTaken = incident.TryTakeNote();
        store.Update(incident);
        if (isTaken)
        {
            store.AppendTransition(
                incident.Sequence,
                incident.Lines,
                new Transition(TransitionKind.DeliveryFailed, at, destination, default, reason, TransitionOrigin.Delivery),
                incident.State != IncidentState.Suppressed);
        }
    }

    /// <summary>The keys under which the ends of group members are stored: the rules may look for them in addition to the key of the group.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The key space.</param>
    /// <param name="group">The key of the group.</param>
    /// <param name="members">The members, in the format of <see cref="MemberList"/>.</param>
    public static IReadOnlyList<byte[]> KeysOfMembers(ServiceScope scope, string keySpace, ReadOnlySpan<byte> group, ReadOnlySpan<byte> members)
    {
        var keys = new List<byte[]>();
        var key = new GroupKey(scope, keySpace, group, stackalloc byte[GroupKey.LengthOf(group)]);
        var list = new MemberList(members);
        while (list.TryRead(out ReadOnlySpan<byte> identity, out _))
        {
            keys.Add(key.Of(identity).ToArray());
        }

        return keys;
    }

    private void ApplyActions(IncomingCall call, IIncidentStore store)
    {
        for (int i = 0; i < call.Actions.Length; i++)
        {
            call.SetResult(i, Apply(call, call.Actions[i], store));
        }
    }

    private ActionResult Apply(IncomingCall call, in ServiceAction action, IIncidentStore store)
    {
        long window = Volatile.Read(ref duplicateWindow);
        ActionResult result = default;
        if (action.ResolveFilter is not null)
        {
            result = ResolveRule.Apply(call, action, store, window);
        }

        if (action.TriggerFilter is not null)
        {
            result = More(TriggerRule.Apply(call, action, store, ids, window), result);
        }

        // Last, so that an acknowledgement in the same call as a report applies to that report.
        return action.AcknowledgeFilter is null ? result : More(AcknowledgeRule.Apply(call, action, store), result);
    }

    /// <summary>Of two results of one action, the one that says more.</summary>
    private static ActionResult More(ActionResult one, ActionResult other) => Weight(one.Kind) >= Weight(other.Kind) ? one : other;

    private static int Weight(ActionResultKind kind) => kind switch
    {
        ActionResultKind.Created => 8,
        ActionResultKind.Resolved => 7,
        ActionResultKind.Acknowledged => 6,
        ActionResultKind.Suppressed => 5,
        ActionResultKind.Repeated => 4,
        ActionResultKind.Withheld => 3,
        ActionResultKind.Late => 2,
        ActionResultKind.AlreadyResolved => 1,
        _ => 0,
    };
}
