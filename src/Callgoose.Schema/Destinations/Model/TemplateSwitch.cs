namespace Callgoose.Schema.Destinations;

/// <summary>A choice by value; left out if no case applies.</summary>
/// <param name="Value">The value that decides, compared byte by byte.</param>
/// <param name="Cases">The templates for certain values.</param>
/// <param name="Otherwise">The template for all other values; null if it is left out.</param>
public sealed record TemplateSwitch(ValueReference Value, EquatableArray<TemplateCase> Cases, TemplateNode? Otherwise) : TemplateNode;
