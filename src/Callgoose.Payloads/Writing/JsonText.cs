using System.Text.Json;

namespace Callgoose.Payloads;

/// <summary>The format of JSON answers.</summary>
public static class JsonText
{
    /// <summary>
    /// Escapes what JSON requires and what controls a terminal, and nothing else: answers are data that is never inserted into a page
    /// unescaped.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = new AnswerEncoder(),
        SkipValidation = true,
    };

    /// <summary>Writes one object as text.</summary>
    /// <param name="members">Writes its members.</param>
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Writes a time as RFC 3339 in UTC with milliseconds.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long unixMilliseconds)
    {
        Span<byte> text = stackalloc byte[24];
        DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).TryFormat(
            text, out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    /// <summary>Writes a time as <see cref="WriteTime(Utf8JsonWriter, ReadOnlySpan{byte}, long)"/> does, or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? unixMilliseconds)
    {
        if (unixMilliseconds is long time)
        {
            json.WriteTime(name, time);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
