namespace Callgoose.Schema.Destinations;

/// <summary>A value of a template, from which JSON or a text is made.</summary>
public abstract record TemplateNode;

/// <summary>A text with values in it.</summary>
/// <param name="Parts">Its parts.</param>
public sealed record TemplateText(EquatableArray<TextPart> Parts) : TemplateNode;

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
/// <param name="Json">As it stands in the file.</param>
public sealed record TemplateLiteral(string Json) : TemplateNode;

/// <summary>A value that becomes a JSON number; left out if it is none.</summary>
/// <param name="Value">The value.</param>
public sealed record TemplateNumber(ValueReference Value) : TemplateNode;

/// <summary>An object.</summary>
/// <param name="Members">Its members; one whose value is left out is left out.</param>
public sealed record TemplateObject(EquatableArray<TemplateMember> Members) : TemplateNode;

/// <summary>An array.</summary>
/// <param name="Items">Its elements; one that is left out is left out.</param>
public sealed record TemplateArray(EquatableArray<TemplateNode> Items) : TemplateNode;

/// <summary>One of several, by a value; left out if there is none for it.</summary>
/// <param name="Value">The value that decides, compared byte by byte.</param>
/// <param name="Cases">What there is for which values.</param>
/// <param name="Otherwise">What there is for all others; null if it is left out.</param>
public sealed record TemplateSwitch(ValueReference Value, EquatableArray<TemplateCase> Cases, TemplateNode? Otherwise) : TemplateNode;

/// <summary>One of two, by whether a value is there; left out if there is none.</summary>
/// <param name="Value">The value; an empty one is not there.</param>
/// <param name="Then">If it is there.</param>
/// <param name="Otherwise">If not; null if it is left out.</param>
public sealed record TemplateWhen(ValueReference Value, TemplateNode? Then, TemplateNode? Otherwise) : TemplateNode;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record TemplateMember(string Name, TemplateNode Value);

/// <summary>What there is for some values.</summary>
/// <param name="Values">The values.</param>
/// <param name="Then">What there is for them.</param>
public sealed record TemplateCase(EquatableArray<string> Values, TemplateNode Then);
