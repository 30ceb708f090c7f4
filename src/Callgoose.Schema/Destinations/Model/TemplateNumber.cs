namespace Callgoose.Schema.Destinations;

/// <summary>A value that becomes a JSON number; left out if it is not a number.</summary>
/// <param name="Value">The value.</param>
public sealed record TemplateNumber(ValueReference Value) : TemplateNode;
