namespace Callgoose.Schema.Destinations;

/// <summary>An object.</summary>
/// <param name="Members">Its members; one whose value is left out is left out.</param>
public sealed record TemplateObject(EquatableArray<TemplateMember> Members) : TemplateNode;
