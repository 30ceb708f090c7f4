using System.Text.Json;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Sending;

/// <summary>Interprets answers by the rules in the file of a destination kind.</summary>
internal static class AnswerJudge
{
    /// <summary>Interprets an answer.</summary>
    /// <param name="schema">The rules of the file.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The part of the body that was read.</param>
    /// <param name="thread">The tool's own id of the message; null if the tool does not say.</param>
    public static SendVerdict Judge(AnswerSchema schema, int status, ReadOnlyMemory<byte> body, out string? thread)
    {
        thread = null;
        if (status is < 200 or > 299)
        {
            return schema.Refused.Contains(status) ? SendVerdict.Refused : SendVerdict.Retry;
        }

        if (schema.OkKey is null && schema.ThreadKey is null)
        {
            return SendVerdict.Delivered;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            thread = schema.ThreadKey is string key ? Find(document.RootElement, key) : null;
            return schema.OkKey is null || Find(document.RootElement, schema.OkKey) == schema.OkValue ? SendVerdict.Delivered : SendVerdict.Retry;
        }
        catch (JsonException)
        {
            return schema.OkKey is null ? SendVerdict.Delivered : SendVerdict.Retry;
        }
    }

    private static string? Find(JsonElement root, string key)
    {
        JsonElement value = root;
        foreach (string part in key.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
            {
                return null;
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => value.GetRawText(),
        };
    }
}
