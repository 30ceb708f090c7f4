namespace Callgoose.Incidents;

/// <summary>The resolve filter that passed on a payload, with the values that it takes from it. Default: none passed.</summary>
public ref struct ResolveMatch
{
    /// <summary>The name of the API filter, or null if no resolve filter passed.</summary>
    public string? Filter;

    /// <summary>The integration of the API filter. Set by the code that runs the integrations of a service.</summary>
    public Integration? Integration;

    /// <summary>The mapped value (<c>incident_mapped_with</c>) as text; empty if there is no mapping (Catalog/README.md 2).</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>Why <see cref="Key"/> is empty.</summary>
    public KeyFault KeyFault;

    /// <summary>The space that <see cref="Key"/> is unique in, as in <see cref="TriggerMatch.KeySpace"/>.</summary>
    public string? KeySpace;

    /// <summary>
    /// Why this is no recovery although the filter passed: a text of the schema file, such as <c>the series is missing</c>. The incident
    /// stays open, and its timeline shows the text. Null if it is a recovery.
    /// </summary>
    public string? Withheld;

    /// <summary>The members of the group that have ended, as <see cref="MemberList"/> reads them; empty if the schema names none (<c>grown_by</c>).</summary>
    public ReadOnlySpan<byte> Members;

    /// <summary>The value of the schema's <c>occurred_at.resolve</c> as text; empty if it has none.</summary>
    public ReadOnlySpan<byte> OccurredAt;

    /// <summary>
    /// True if the schema file has <c>occurred_at.trigger</c>: then late and repeated deliveries can be distinguished from new ones
    /// (Incidents/README.md rule 5).
    /// </summary>
    public bool IsTimed;

    /// <summary>True if a resolve filter passed.</summary>
    public readonly bool Passed => Filter is not null;
}
