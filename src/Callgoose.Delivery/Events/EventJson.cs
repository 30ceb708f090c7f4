using System.Buffers;
using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Events;

/// <summary>Events as JSON, as stored until their delivery.</summary>
/// <remarks>Members may be added; a missing one has its default value.</remarks>
internal static class EventJson
{
    /// <summary>Writes an event.</summary>
    public static void Write(IncidentEvent source, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, DestinationParser.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("sequence"u8, source.Sequence);
        writer.WriteNumber("number"u8, source.Number);
        writer.WriteString("event"u8, source.Event);
        writer.WriteNumber("at"u8, source.At);
        writer.WriteString("cause"u8, source.Cause);
        writer.WriteString("comment"u8, source.Comment);
        writer.WriteString("incident"u8, source.Incident.ToString());
        writer.WriteString("state"u8, source.State);
        writer.WriteString("urgency"u8, source.Urgency);
        writer.WriteString("service"u8, source.Service);
        writer.WriteString("environment"u8, source.Environment);
        writer.WriteString("source"u8, source.Source);
        writer.WriteString("key"u8, source.Key);
        writer.WriteString("title"u8, source.Title);
        writer.WriteString("description"u8, source.Description);
        writer.WriteNumber("occurrences"u8, source.Occurrences);
        writer.WriteNumber("triggeredAt"u8, source.TriggeredAt);
        if (source.ResolvedAt is long resolved)
        {
            writer.WriteNumber("resolvedAt"u8, resolved);
        }

        writer.WriteNumber("hops"u8, source.Hops);
        writer.WriteBoolean("grown"u8, source.HasGrown);
        writer.WriteBoolean("test"u8, source.IsTest);
        writer.WriteEndObject();
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="JsonException">The JSON is damaged.</exception>
    public static IncidentEvent Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        return TimeOrderedId.TryParse(Text(root, "incident"), out TimeOrderedId incident)
            ? new IncidentEvent
            {
                Sequence = Number(root, "sequence"),
                Number = (int)Number(root, "number"),
                Event = Text(root, "event"),
                At = Number(root, "at"),
                Cause = Text(root, "cause"),
                Comment = Text(root, "comment"),
                Incident = incident,
                State = Text(root, "state"),
                Urgency = Text(root, "urgency"),
                Service = Text(root, "service"),
                Environment = Text(root, "environment"),
                Source = Text(root, "source"),
                Key = Text(root, "key"),
                Title = Text(root, "title"),
                Description = Text(root, "description"),
                Occurrences = Number(root, "occurrences"),
                TriggeredAt = Number(root, "triggeredAt"),
                ResolvedAt = root.TryGetProperty("resolvedAt"u8, out JsonElement resolved) ? resolved.GetInt64() : null,
                Hops = (int)Number(root, "hops"),
                HasGrown = root.TryGetProperty("grown"u8, out JsonElement grown) && grown.GetBoolean(),
                IsTest = root.TryGetProperty("test"u8, out JsonElement test) && test.GetBoolean(),
            }
            : throw new JsonException("A kept event has no incident.");
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? string.Empty : string.Empty;

    private static long Number(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;
}
