namespace Callgoose.Schema.Destinations;

/// <summary>A text with values in it.</summary>
/// <param name="Parts">Its parts.</param>
public sealed record TemplateText(EquatableArray<TextPart> Parts) : TemplateNode;
