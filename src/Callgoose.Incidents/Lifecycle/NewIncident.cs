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

    /// <summary>When it was triggered, in Unix milliseconds (UTC).</summary>
    public required long TriggeredAt { get; init; }
}
