using System.Text;
using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Samples as they are sent: written by the serializer of their integration, with the headers that they have as members taken out.</summary>
internal static class SamplePayload
{
    /// <summary>The body.</summary>
    public static byte[] Write(Integration integration, ReadOnlySpan<byte> sample)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            integration.WritePayload(sample, json);
        }

        return buffer.ToArray();
    }

    /// <summary>The headers that belong to it.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(Integration integration, string sample)
    {
        PayloadDocument payload = PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample));
        return integration.Headers.Select(name => (name, payload.Find(HeaderKey.Mark + name).ScalarText)).Where(static header => header.Item2.Length > 0);
    }
}
