using System.Text;
using System.Text.Json;
using Callgoose.Schema;

namespace Callgoose.Suggest;

/// <summary>Writes the test file of a proposal: the payloads one after the other, and what becomes of each.</summary>
internal static class SuggestedTests
{
    /// <summary>Writes the file.</summary>
    public static string Write(string name, IReadOnlyList<string> payloads, IReadOnlyList<EvaluationResult> results)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ProposalWriter.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("schemas"u8);
            json.WriteStringValue(name + Catalog.SchemaFiles.Ending);
            json.WriteEndArray();
            json.WriteStartArray("tests"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, "the recorded calls");
            json.WriteString("from"u8, name);
            json.WriteStartArray("calls"u8);
            foreach ((string payload, EvaluationResult result) in payloads.Zip(results))
            {
                WriteCall(json, payload, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteCall(Utf8JsonWriter json, string payload, EvaluationResult result)
    {
        json.WriteStartObject();
        json.WritePropertyName("payload"u8);
        using JsonDocument document = JsonDocument.Parse(payload);
        document.RootElement.WriteTo(json);
        json.WriteStartObject("expect"u8);
        Write("trigger", result.Trigger?.Filter.Name);
        Write("resolve", result.Resolve?.Filter.Name);
        Write("acknowledge", result.Acknowledge?.Filter.Name);
        if ((result.Trigger?.Key ?? result.Resolve?.Key) is string key && key.Length is > 0 and <= 1000)
        {
            json.WriteString("key"u8, key);
        }

        json.WriteEndObject();
        json.WriteEndObject();

        void Write(string part, string? filter)
        {
            if (filter is null)
            {
                json.WriteNull(part);
            }
            else
            {
                json.WriteString(part, filter);
            }
        }
    }
}
