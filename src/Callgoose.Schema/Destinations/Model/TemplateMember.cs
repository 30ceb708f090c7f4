namespace Callgoose.Schema.Destinations;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record TemplateMember(string Name, TemplateNode Value);
