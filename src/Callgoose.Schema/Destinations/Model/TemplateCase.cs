namespace Callgoose.Schema.Destinations;

/// <summary>What there is for some values.</summary>
/// <param name="Values">The values.</param>
/// <param name="Then">What there is for them.</param>
public sealed record TemplateCase(EquatableArray<string> Values, TemplateNode Then);
