namespace Callgoose.Incidents;

/// <summary>An incident about to be stored. Texts are UTF-8.</summary>
public readonly ref struct NewIncident
{
    /// <summary>Its public id.</summary>
    public required TimeOrderedId Id { get; init; }

    /// <summary>Its service and environment.</summary>
    public required ServiceScope Scope { get; init; }

    /// <summary>The incident key; empty for an incident without one.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>The space that the key is unique in.</summary>
    public string KeySpace { get; init; }

    /// <summary>The name of the integration that made it; empty if it is not known.</summary>
    public string Integration { get; init; }

    /// <summary>The name of the filter that made it.</summary>
    public string Filter { get; init; }

    /// <summary>SHA-256 of the body; empty if nothing will be compared with it.</summary>
    public required ReadOnlySpan<byte> BodyDigest { get; init; }

    /// <summary>Its urgency.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>The query value <c>from</c>; empty if there was none.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Its title.</summary>
    public required ReadOnlySpan<byte> Title { get; init; }

    /// <summary>Its description.</summary>
    public required ReadOnlySpan<byte> Description { get; init; }

    /// <summary>The address of the tool's own page (<see cref="IncidentLink"/>); empty if it has none.</summary>
    public ReadOnlySpan<byte> Link { get; init; }

    /// <summary>When it was triggered, in Unix milliseconds (UTC).</summary>
    public required long TriggeredAt { get; init; }

    /// <summary>When what it reports happened, in Unix milliseconds (UTC); 0 if the payload does not tell.</summary>
    public long OccurredAt { get; init; }

    /// <summary>When it ends by itself, in Unix milliseconds (UTC); 0 for never.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>Until when it is held, in Unix milliseconds (UTC); 0 if it is open at once.</summary>
    public long HeldUntil { get; init; }

    /// <summary>The call that made it.</summary>
    public TimeOrderedId CallId { get; init; }

    /// <summary>Through how many Callgoose servers it came before this one.</summary>
    public int Hops { get; init; }

    /// <summary>Makes an incident without what an older caller does not give.</summary>
    public NewIncident()
    {
        KeySpace = string.Empty;
        Integration = string.Empty;
        Filter = string.Empty;
    }

    /// <summary>The first line of its timeline, of which everything but the call is in its row, too.</summary>
    public Transition FirstLine =>
        new(HeldUntil == 0 ? TransitionKind.Triggered : TransitionKind.Suppressed, TriggeredAt, Filter, CallId);

    /// <summary>Its row, as <see cref="IIncidentStore.Insert"/> stores it.</summary>
    /// <param name="sequence">Its number in the store.</param>
    public StoredIncident Row(long sequence) => new()
    {
        Sequence = sequence,
        Id = Id,
        State = HeldUntil == 0 ? IncidentState.Triggered : IncidentState.Suppressed,
        Urgency = Urgency,
        Occurrences = 1,
        TriggeredAt = TriggeredAt,
        LastSeenAt = TriggeredAt,
        OccurredAt = OccurredAt,
        ExpiresAt = ExpiresAt,
        HeldUntil = HeldUntil,
        Lines = 1,
    };
}
