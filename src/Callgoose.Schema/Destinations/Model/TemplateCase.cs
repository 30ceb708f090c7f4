namespace Callgoose.Schema.Destinations;

/// <summary>A template for some values.</summary>
/// <param name="Values">The values.</param>
/// <param name="Then">The template.</param>
public sealed record TemplateCase(EquatableArray<string> Values, TemplateNode Then);
