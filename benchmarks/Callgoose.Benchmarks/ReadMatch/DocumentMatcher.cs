using System.Text.Json;
using System.Text.Unicode;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary><see cref="JsonDocument"/>: the whole payload is indexed, then the fields are looked up.</summary>
internal static class DocumentMatcher
{
    /// <summary>Reads and matches.</summary>
    /// <returns>False if the body is refused.</returns>
    public static bool TryMatch(byte[] body, out Verdict verdict)
    {
        verdict = default;
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body.AsMemory());
            JsonElement payload = document.RootElement;
            if (payload.ValueKind != JsonValueKind.Object || Text(payload, "status"u8) is not string status)
            {
                return true;
            }

            if (status.Contains("Started", StringComparison.Ordinal))
            {
                verdict = new Verdict(
                    true,
                    false,
                    Text(payload, "id"u8),
                    Text(payload, "title"u8),
                    Text(payload, "description"u8),
                    Text(payload, "started_at"u8));
            }
            else if (status.Contains("Resolved", StringComparison.Ordinal))
            {
                verdict = new Verdict(false, true, Text(payload, "id"u8), OccurredAt: Text(payload, "resolved_at"u8));
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement payload, ReadOnlySpan<byte> name) =>
        payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
