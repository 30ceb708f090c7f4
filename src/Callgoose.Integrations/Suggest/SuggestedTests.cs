using System.Text;
using System.Text.Json;
using Callgoose.Schema;

namespace Callgoose.Suggest;

/// <summary>Writes the test file of a proposal: the payloads in order, with the result of each.</summary>
internal static class SuggestedTests
{
    /// <summary>The maximum depth of a payload that is embedded as JSON in a test file: the file adds five levels, and 64 is the limit.</summary>
    private const int MaxDepth = 59;

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
        using JsonDocument document = JsonDocument.Parse(payload);
        if (IsDeeperThan(MaxDepth, document.RootElement))
        {
            json.WriteString("text"u8, payload);
        }
        else
        {
            json.WritePropertyName("payload"u8);
            document.RootElement.WriteTo(json);
        }

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

    private static bool IsDeeperThan(int depth, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => depth == 0 || value.EnumerateObject().Any(member => IsDeeperThan(depth - 1, member.Value)),
        JsonValueKind.Array => depth == 0 || value.EnumerateArray().Any(element => IsDeeperThan(depth - 1, element)),
        _ => false,
    };
}
