namespace Callgoose.Incidents;

/// <summary>The resolve filter that passed on a payload and what it takes from it. Default: none passed.</summary>
public ref struct ResolveMatch
{
    /// <summary>The name of the API filter, or null if no resolve filter passed.</summary>
    public string? Filter;

    /// <summary>The integration of the API filter. Set by whoever runs the integrations of a service.</summary>
    public Integration? Integration;

    /// <summary>The mapped value (<c>incident_mapped_with</c>) as text; empty if there is no mapping (schema.md 3).</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value of the schema's <c>occurred_at.resolve</c> as text; empty if it has none.</summary>
    public ReadOnlySpan<byte> OccurredAt;

    /// <summary>
    /// True if the schema file names <c>occurred_at.trigger</c>: then late and repeated deliveries can be told from new ones
    /// (process-api.md 4.5).
    /// </summary>
    public bool IsTimed;

    /// <summary>True if a resolve filter passed.</summary>
    public readonly bool Passed => Filter is not null;
}
