namespace Callgoose.Schema.Destinations;

/// <summary>A part of a text: letters as they are, or a value.</summary>
/// <param name="Literal">The letters; empty for a value.</param>
/// <param name="Value">The value; null for letters.</param>
/// <param name="Filters">What happens to the value, in order.</param>
public sealed record TextPart(string Literal, ValueReference? Value, EquatableArray<TextFilter> Filters);
