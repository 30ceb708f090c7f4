namespace Callgoose.Incidents;

/// <summary>The texts of a stored incident, as UTF-8. They become invalid with the next read of texts.</summary>
/// <param name="title">Its title.</param>
/// <param name="description">Its description.</param>
public readonly ref struct IncidentTexts(ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
{
    /// <summary>Its title.</summary>
    public ReadOnlySpan<byte> Title { get; } = title;

    /// <summary>Its description.</summary>
    public ReadOnlySpan<byte> Description { get; } = description;
}
