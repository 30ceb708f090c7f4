namespace Callgoose.Schema.Destinations;

/// <summary>A value of a template, from which JSON or a text is made.</summary>
public abstract record TemplateNode;
