using System.Buffers;
using System.Text.Json;

namespace Callgoose.Delivery.Dispatch;

/// <summary>The status of the destinations as JSON, with which the delivering server informs the others that share its store.</summary>
/// <remarks>Members may be added; a missing one counts as 0 or absent. Unreadable JSON counts as empty: the next report follows within a second.</remarks>
internal static class StatusJson
{
    /// <summary>Writes the status.</summary>
    public static byte[] Write(IReadOnlyList<DestinationStatus> destinations, long unrouted)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("unrouted"u8, unrouted);
            writer.WriteStartArray("destinations"u8);
            foreach (DestinationStatus one in destinations)
            {
                Write(writer, one);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the status.</summary>
    public static (IReadOnlyList<DestinationStatus> Destinations, long Unrouted) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            return ([.. root.GetProperty("destinations"u8).EnumerateArray().Select(Read)], Number(root, "unrouted") ?? 0);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return ([], 0);
        }
    }

    private static void Write(Utf8JsonWriter writer, DestinationStatus one)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, one.Name);
        writer.WriteString("kind"u8, one.Kind);
        writer.WriteString("state"u8, one.State);
        if (one.Reason is string reason)
        {
            writer.WriteString("reason"u8, reason);
        }

        writer.WriteNumber("waiting"u8, one.Waiting);
        WriteIf(writer, "oldestAt"u8, one.OldestAt);
        WriteIf(writer, "deliveredAt"u8, one.DeliveredAt);
        writer.WriteNumber("delivered"u8, one.Delivered);
        writer.WriteNumber("dead"u8, one.Dead);
        writer.WriteNumber("tries"u8, one.Tries);
        writer.WriteEndObject();
    }

    private static void WriteIf(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is long number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static DestinationStatus Read(JsonElement one) => new()
    {
        Name = Text(one, "name") ?? string.Empty,
        Kind = Text(one, "kind") ?? string.Empty,
        State = Text(one, "state") ?? string.Empty,
        Reason = Text(one, "reason"),
        Waiting = Number(one, "waiting") ?? 0,
        OldestAt = Number(one, "oldestAt"),
        DeliveredAt = Number(one, "deliveredAt"),
        Delivered = Number(one, "delivered") ?? 0,
        Dead = Number(one, "dead") ?? 0,
        Tries = Number(one, "tries") ?? 0,
    };

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static long? Number(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;
}
