using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Callgoose.Payloads;

/// <summary>Writes and reads values of payloads with System.Text.Json, for generated serializers.</summary>
public static class ValueJson
{
    /// <summary>Writes a name and its value; nothing if the value is missing.</summary>
    /// <param name="json">The writer, in an object.</param>
    /// <param name="name">The name, not escaped.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, Utf8Value value)
    {
        if (value.Kind == ValueKind.Missing)
        {
            return;
        }

        json.WritePropertyName(name);
        if (value.Kind != ValueKind.String)
        {
            // The text was read before, so it is known to be valid JSON.
            json.WriteRawValue(value.Raw, skipInputValidation: true);
        }
        else if (!value.HasEscapes)
        {
            json.WriteStringValue(value.Raw);
        }
        else
        {
            WriteUnescaped(json, value.Raw);
        }
    }

    /// <summary>Reads the value whose first token is the current token of a reader; afterwards the last token of the value is the current one.</summary>
    /// <param name="json">A reader over contiguous bytes.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static Utf8Value Read(scoped ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return new Utf8Value(json.ValueSpan, ValueKind.String, json.ValueIsEscaped);

            case JsonTokenType.Number:
                return new Utf8Value(json.ValueSpan, ValueKind.Number);

            case JsonTokenType.True:
                return new Utf8Value(json.ValueSpan, ValueKind.True);

            case JsonTokenType.False:
                return new Utf8Value(json.ValueSpan, ValueKind.False);

            case JsonTokenType.Null:
                return new Utf8Value(json.ValueSpan, ValueKind.Null);

            default:
                ValueKind kind = json.TokenType == JsonTokenType.StartObject ? ValueKind.Object : ValueKind.Array;
                ReadOnlySpan<byte> bracket = json.ValueSpan;
                long start = json.TokenStartIndex;
                json.Skip();

                // The whole value is in the same contiguous bytes as its bracket.
                return new Utf8Value(MemoryMarshal.CreateReadOnlySpan(in MemoryMarshal.GetReference(bracket), (int)(json.BytesConsumed - start)), kind);
        }
    }

    private static void WriteUnescaped(Utf8JsonWriter json, ReadOnlySpan<byte> raw)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(raw.Length);
        json.WriteStringValue(text.AsSpan(0, JsonEscapes.Unescape(raw, text)));
        ArrayPool<byte>.Shared.Return(text);
    }
}
