namespace Callgoose.Schema.Destinations;

/// <summary>What a template names: a field of the event, a setting of the destination, or a text of the file.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Field">The field, if it is one.</param>
/// <param name="Index">The number of the setting or text in the file, from 0; 0 for a field.</param>
public sealed record ValueReference(ValueKind Kind, EventField Field, int Index);
