namespace Callgoose.Schema.Destinations;

/// <summary>A reference in a template: to a field of the event, a setting of the destination, or a text of the file.</summary>
/// <param name="Kind">The kind of reference.</param>
/// <param name="Field">The field, if it is one.</param>
/// <param name="Index">The index of the setting or text in the file, from 0; 0 for a field.</param>
public sealed record ValueReference(ValueKind Kind, EventField Field, int Index);
