namespace Callgoose.Incidents;

/// <summary>The trigger filter that passed on a payload, with the values that it takes from it. Default: none passed.</summary>
public ref struct TriggerMatch
{
    /// <summary>The name of the API filter, or null if no trigger filter passed.</summary>
    public string? Filter;

    /// <summary>The integration of the API filter. Set by the code that runs the integrations of a service.</summary>
    public Integration? Integration;

    /// <summary>The urgency that the API filter determines.</summary>
    public Urgency Urgency;

    /// <summary>The mapped value (<c>incident_mapped_with</c>) as text; empty if there is no mapping (Catalog/README.md 2).</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>Why <see cref="Key"/> is empty.</summary>
    public KeyFault KeyFault;

    /// <summary>
    /// The space that <see cref="Key"/> is unique in within its service: the name of the integration, that name with a space of the schema
    /// file, or an empty text for keys that all integrations of a service share (<c>key_space</c>, Catalog/README.md 4).
    /// </summary>
    public string? KeySpace;

    /// <summary>The value of the title field as text; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Title;

    /// <summary>The value of the description field as text; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Description;

    /// <summary>The value of the link field as text, valid or not; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Link;

    /// <summary>The value of the schema's <c>occurred_at.trigger</c> as text; empty if it has none.</summary>
    public ReadOnlySpan<byte> OccurredAt;

    /// <summary>
    /// True if the schema file has <c>occurred_at.trigger</c>: then late and repeated deliveries can be distinguished from new ones
    /// (Incidents/README.md rule 5).
    /// </summary>
    public bool IsTimed;

    /// <summary>The time from the newest report until the incident expires, in milliseconds; 0 for never (<c>resolve_after</c>).</summary>
    public long ResolveAfter;

    /// <summary>When the incident expires, as text; empty if the payload does not say (<c>resolve_after</c> with a key).</summary>
    public ReadOnlySpan<byte> EndsAt;

    /// <summary>The members of the reported group, in the format of <see cref="MemberList"/>; empty if the schema names none (<c>grown_by</c>).</summary>
    public ReadOnlySpan<byte> Members;

    /// <summary>All elements of the list with the members, in the format of <see cref="MemberList"/>; empty if all of them are members.</summary>
    public ReadOnlySpan<byte> Listed;

    /// <summary>The elements of that list that are gone without a recovery, in the format of <see cref="MemberList"/>; empty if there are none.</summary>
    public ReadOnlySpan<byte> Vanished;

    /// <summary>True if a trigger filter passed.</summary>
    public readonly bool Passed => Filter is not null;
}
