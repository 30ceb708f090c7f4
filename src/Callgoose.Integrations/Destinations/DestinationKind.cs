using System.Text.Json;
using Callgoose.Schema.Destinations;

namespace Callgoose.Destinations;

/// <summary>A kind of destination: the format of the messages to a tool. Immutable and thread-safe.</summary>
/// <param name="schema">The schema of its file.</param>
public abstract class DestinationKind(DestinationSchema schema)
{
    /// <summary>The schema of its file.</summary>
    public DestinationSchema Schema { get; } = schema;

    /// <summary>Its name.</summary>
    public string Name => Schema.Name;

    /// <summary>True if messages are sent by mail instead of HTTP.</summary>
    public bool IsMail => Schema.Name == "Email";

    /// <summary>True if a header tells the receiver how many Callgoose servers an event has passed: the receiver may be one itself.</summary>
    public bool CountsHops { get; } = schema.Headers.Any(static header => header.Value is TemplateText text && text.Parts.Any(IsHops));

    /// <summary>Tells whether it accepts an event.</summary>
    public bool Takes(string name) => Schema.Events.Count == 0 || Schema.Events.Contains(name);

    /// <summary>Appends the URL.</summary>
    public abstract void WriteUrl(TextBuffer buffer, IDestinationValues values);

    /// <summary>Appends the value of a header, by its index in the file; nothing if the header is left out.</summary>
    public abstract void WriteHeader(int index, TextBuffer buffer, IDestinationValues values);

    /// <summary>Writes the body.</summary>
    public abstract void WriteBody(Utf8JsonWriter writer, TextBuffer buffer, IDestinationValues values);

    private static bool IsHops(TextPart part) => part.Value is { Kind: ValueKind.Field, Field: EventField.Hops };
}
