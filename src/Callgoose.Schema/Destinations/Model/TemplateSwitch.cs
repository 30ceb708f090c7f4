namespace Callgoose.Schema.Destinations;

/// <summary>One of several, by a value; left out if there is none for it.</summary>
/// <param name="Value">The value that decides, compared byte by byte.</param>
/// <param name="Cases">What there is for which values.</param>
/// <param name="Otherwise">What there is for all others; null if it is left out.</param>
public sealed record TemplateSwitch(ValueReference Value, EquatableArray<TemplateCase> Cases, TemplateNode? Otherwise) : TemplateNode;
