using System.Text;
using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Samples in the form in which they are sent: written by the serializer of their integration, without the members that stand for headers.</summary>
internal static class SamplePayload
{
    /// <summary>The body.</summary>
    public static byte[] Write(Integration integration, ReadOnlySpan<byte> sample)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            if (sample.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
            {
                WriteElements(integration, sample, json);
            }
            else
            {
                integration.WritePayload(sample, json);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Writes the elements of a root array. A serializer writes one payload; for filters with <c>each</c>, that is one element of the array.</summary>
    private static void WriteElements(Integration integration, ReadOnlySpan<byte> sample, Utf8JsonWriter json)
    {
        using var elements = JsonDocument.Parse(sample.ToArray());
        json.WriteStartArray();
        foreach (JsonElement element in elements.RootElement.EnumerateArray())
        {
            integration.WritePayload(Encoding.UTF8.GetBytes(element.GetRawText()), json);
        }

        json.WriteEndArray();
    }

    /// <summary>The headers of a sample.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(Integration integration, string sample)
    {
        PayloadDocument payload = PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample));
        return integration.Headers.Select(name => (name, payload.Find(HeaderKey.Mark + name).ScalarText)).Where(static header => header.Item2.Length > 0);
    }
}
