namespace Callgoose.Incidents;

/// <summary>The acknowledge filter that passed on a payload, with the values that it takes from it (Catalog/README.md 1). Default: none passed.</summary>
public ref struct AcknowledgeMatch
{
    /// <summary>The name of the API filter, or null if no acknowledge filter passed.</summary>
    public string? Filter;

    /// <summary>The integration of the API filter. Set by the code that runs the integrations of a service.</summary>
    public Integration? Integration;

    /// <summary>The mapped value (<c>incident_mapped_with</c>) as text; empty if there is none.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The space that <see cref="Key"/> is unique in, as in <see cref="TriggerMatch.KeySpace"/>.</summary>
    public string? KeySpace;

    /// <summary>When the acknowledgement was given, as text; empty if the payload does not say.</summary>
    public ReadOnlySpan<byte> OccurredAt;

    /// <summary>True if an acknowledge filter passed.</summary>
    public readonly bool Passed => Filter is not null;
}
