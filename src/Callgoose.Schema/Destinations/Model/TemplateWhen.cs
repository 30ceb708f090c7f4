namespace Callgoose.Schema.Destinations;

/// <summary>A choice by whether a value is present; left out if no template applies.</summary>
/// <param name="Value">The value; an empty one is not present.</param>
/// <param name="Then">The template if it is present.</param>
/// <param name="Otherwise">The template if it is not; null if it is left out.</param>
public sealed record TemplateWhen(ValueReference Value, TemplateNode? Then, TemplateNode? Otherwise) : TemplateNode;
