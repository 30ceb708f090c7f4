namespace Callgoose.Schema.Destinations;

/// <summary>A value of a template, which produces JSON or a text.</summary>
public abstract record TemplateNode;
