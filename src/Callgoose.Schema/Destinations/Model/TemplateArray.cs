namespace Callgoose.Schema.Destinations;

/// <summary>An array.</summary>
/// <param name="Items">Its elements, without those that are left out.</param>
public sealed record TemplateArray(EquatableArray<TemplateNode> Items) : TemplateNode;
