namespace Callgoose.Schema.Destinations;

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
/// <param name="Json">The JSON text in the file.</param>
public sealed record TemplateLiteral(string Json) : TemplateNode;
