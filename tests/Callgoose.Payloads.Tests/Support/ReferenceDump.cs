using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Callgoose.Payloads.Tests;

/// <summary>The same lines as <see cref="PayloadDump"/>, from System.Text.Json.</summary>
internal static class ReferenceDump
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = PayloadReader.MaxDepth };

    public static void Read(ReadOnlyMemory<byte> body, Dump dump)
    {
        using JsonDocument document = JsonDocument.Parse(ReferenceJson.WithoutMark(body), Options);
        Add(document.RootElement, dump);
    }

    private static void Add(JsonElement element, Dump dump)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    dump.Add(DumpTag.Name, Encoding.UTF8.GetBytes(property.Name));
                    Add(property.Value, dump);
                }

                AddWhole(ValueKind.Object, element, dump);
                break;

            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Add(item, dump);
                }

                AddWhole(ValueKind.Array, element, dump);
                break;

            case JsonValueKind.String:
                dump.Add(DumpTag.Of(ValueKind.String), Encoding.UTF8.GetBytes(element.GetString()!));
                break;

            default:
                dump.Add(DumpTag.Of(KindOf(element.ValueKind)), JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    private static void AddWhole(ValueKind kind, JsonElement element, Dump dump)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        dump.Add(DumpTag.Of(kind), raw);
        dump.Add(DumpTag.Compact, Compact(raw));
    }

    /// <summary>Puts the tokens together again as they were written, without the white space between them.</summary>
    private static ReadOnlySpan<byte> Compact(ReadOnlySpan<byte> json)
    {
        var compact = new ArrayBufferWriter<byte>(json.Length);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = PayloadReader.MaxDepth });
        bool first = true;
        while (reader.Read())
        {
            JsonTokenType token = reader.TokenType;
            compact.Write(first || token is JsonTokenType.EndObject or JsonTokenType.EndArray ? ""u8 : ","u8);
            ReadOnlySpan<byte> quote = token is JsonTokenType.String or JsonTokenType.PropertyName ? "\""u8 : default;
            compact.Write(quote);
            compact.Write(reader.ValueSpan);
            compact.Write(quote);
            compact.Write(token == JsonTokenType.PropertyName ? ":"u8 : ""u8);
            first = token is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName;
        }

        return compact.WrittenSpan;
    }

    private static ValueKind KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Number => ValueKind.Number,
        JsonValueKind.True => ValueKind.True,
        JsonValueKind.False => ValueKind.False,
        _ => ValueKind.Null,
    };
}
