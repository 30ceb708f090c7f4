namespace Callgoose.Incidents;

/// <summary>An incident that is about to be stored. Texts are UTF-8.</summary>
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

    /// <summary>The name of the integration that created it; empty if unknown.</summary>
    public string Integration { get; init; }

    /// <summary>The name of the filter that created it.</summary>
    public string Filter { get; init; }

    /// <summary>The SHA-256 of the body; empty if it will not be compared.</summary>
    public required ReadOnlySpan<byte> BodyDigest { get; init; }

    /// <summary>Its urgency.</summary>
    public required Urgency Urgency { get; init; }

    /// <summary>The query value <c>from</c>; empty if there was none.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Its title.</summary>
    public required ReadOnlySpan<byte> Title { get; init; }

    /// <summary>Its description.</summary>
    public required ReadOnlySpan<byte> Description { get; init; }

    /// <summary>The address of the page in the monitoring tool (<see cref="IncidentLink"/>); empty if there is none.</summary>
    public ReadOnlySpan<byte> Link { get; init; }

    /// <summary>When it was triggered, in Unix milliseconds (UTC).</summary>
    public required long TriggeredAt { get; init; }

    /// <summary>When the reported problem happened, in Unix milliseconds (UTC); 0 if the payload does not say.</summary>
    public long OccurredAt { get; init; }

    /// <summary>When it expires, in Unix milliseconds (UTC); 0 for never.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The time until which it is held, in Unix milliseconds (UTC); 0 if it opens at once.</summary>
    public long HeldUntil { get; init; }

    /// <summary>The call that created it.</summary>
    public TimeOrderedId CallId { get; init; }

    /// <summary>How many Callgoose servers it passed before this one.</summary>
    public int Hops { get; init; }

    /// <summary>Creates an incident with defaults for the optional values.</summary>
    public NewIncident()
    {
        KeySpace = string.Empty;
        Integration = string.Empty;
        Filter = string.Empty;
    }

    /// <summary>The first line of its timeline. Its row has the same data, except for the call.</summary>
    public Transition FirstLine =>
        new(HeldUntil == 0 ? TransitionKind.Triggered : TransitionKind.Suppressed, TriggeredAt, Filter, CallId);

    /// <summary>The row that <see cref="IIncidentStore.Insert"/> stores.</summary>
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
