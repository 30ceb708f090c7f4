using System.Text.Json;
using Callgoose.Schema.Destinations;

namespace Callgoose.Destinations;

/// <summary>A kind of destination: how a message to such a tool looks. Immutable; threads may share it.</summary>
/// <param name="schema">What its file says.</param>
public abstract class DestinationKind(DestinationSchema schema)
{
    /// <summary>What its file says.</summary>
    public DestinationSchema Schema { get; } = schema;

    /// <summary>Its name.</summary>
    public string Name => Schema.Name;

    /// <summary>Whether messages go by mail and not by HTTP.</summary>
    public bool IsMail => Schema.Name == "Email";

    /// <summary>Whether its receiver is told in a header through how many Callgoose servers an event came: it may be one itself.</summary>
    public bool CountsHops { get; } = schema.Headers.Any(static header => header.Value is TemplateText text && text.Parts.Any(IsHops));

    /// <summary>Whether it can be told an event.</summary>
    public bool Takes(string name) => Schema.Events.Count == 0 || Schema.Events.Contains(name);

    /// <summary>Appends the URL.</summary>
    public abstract void WriteUrl(TextBuffer buffer, IDestinationValues values);

    /// <summary>Appends the value of a header, by its number in the file; nothing if it is left out.</summary>
    public abstract void WriteHeader(int index, TextBuffer buffer, IDestinationValues values);

    /// <summary>Writes the body.</summary>
    public abstract void WriteBody(Utf8JsonWriter writer, TextBuffer buffer, IDestinationValues values);

    private static bool IsHops(TextPart part) => part.Value is { Kind: ValueKind.Field, Field: EventField.Hops };
}
