using System.Buffers;
using System.Text.Json;

namespace Callgoose.Storage.Maintenances;

/// <summary>The format of the tag filters of a maintenance in every store: a JSON array of arrays of texts, in UTF-8.</summary>
public static class MaintenanceTags
{
    /// <summary>Writes tag filters.</summary>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<string>> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (IReadOnlyList<string> filter in tags)
            {
                json.WriteStartArray();
                foreach (string text in filter)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads tag filters that <see cref="Write"/> has written.</summary>
    /// <exception cref="JsonException">The bytes are in another format.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(ReadOnlyMemory<byte> tags)
    {
        using JsonDocument document = JsonDocument.Parse(tags);
        return [.. document.RootElement.EnumerateArray().Select(static filter => (string[])[.. filter.EnumerateArray().Select(static text => text.GetString()!)])];
    }
}
