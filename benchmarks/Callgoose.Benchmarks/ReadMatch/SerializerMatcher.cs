using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary><see cref="JsonSerializer"/> with generated code: the payload as an object of strings.</summary>
internal static partial class SerializerMatcher
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
            Payload? payload = JsonSerializer.Deserialize(body, PayloadContext.Default.Payload);
            if (payload?.Status is not string status)
            {
                return true;
            }

            if (status.Contains("Started", StringComparison.Ordinal))
            {
                verdict = new Verdict(true, false, payload.Id, payload.Title, payload.Description, payload.StartedAt);
            }
            else if (status.Contains("Resolved", StringComparison.Ordinal))
            {
                verdict = new Verdict(false, true, payload.Id, OccurredAt: payload.ResolvedAt);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal sealed record Payload(
        string? Status, string? Id, string? Title, string? Description, string? StartedAt, string? ResolvedAt);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Payload))]
    private sealed partial class PayloadContext : JsonSerializerContext;
}
