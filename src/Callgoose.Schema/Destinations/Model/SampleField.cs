namespace Callgoose.Schema.Destinations;

/// <summary>A field of a sample's event.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value.</param>
public sealed record SampleField(EventField Field, string Value);
