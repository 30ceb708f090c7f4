namespace Callgoose.Schema.Destinations;

/// <summary>A part of a text: fixed text, or a value.</summary>
/// <param name="Literal">The fixed text; empty for a value.</param>
/// <param name="Value">The value; null for fixed text.</param>
/// <param name="Filters">The changes of the value, in order.</param>
public sealed record TextPart(string Literal, ValueReference? Value, EquatableArray<TextFilter> Filters);
