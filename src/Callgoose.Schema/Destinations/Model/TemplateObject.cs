namespace Callgoose.Schema.Destinations;

/// <summary>An object.</summary>
/// <param name="Members">Its members, without those whose value is left out.</param>
public sealed record TemplateObject(EquatableArray<TemplateMember> Members) : TemplateNode;
