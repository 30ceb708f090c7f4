namespace Callgoose.Schema.Destinations;

/// <summary>One of two, by whether a value is there; left out if there is none.</summary>
/// <param name="Value">The value; an empty one is not there.</param>
/// <param name="Then">If it is there.</param>
/// <param name="Otherwise">If not; null if it is left out.</param>
public sealed record TemplateWhen(ValueReference Value, TemplateNode? Then, TemplateNode? Otherwise) : TemplateNode;
