namespace Callgoose.Schema.Destinations;

/// <summary>An array.</summary>
/// <param name="Items">Its elements; one that is left out is left out.</param>
public sealed record TemplateArray(EquatableArray<TemplateNode> Items) : TemplateNode;
