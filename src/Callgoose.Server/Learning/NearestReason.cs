using System.Text.Json;
using Callgoose.Logging;

namespace Callgoose.Learning;

/// <summary>Reads from the logged verdicts of a call whether a filter passed, and if not, the most helpful reason.</summary>
internal static class NearestReason
{
    /// <summary>The kinds of reasons, ordered: first those that a user can act on.</summary>
    private static readonly string[] Telling = ["differs_in_case", "unexpanded_variable", "differs", "excluded", "present", "value_is_null", "not_scalar", "no_elements", "key_missing", "not_json"];

    /// <summary>Finds the reason why no filter accepted a call.</summary>
    /// <param name="verdicts">The filter verdicts, as the log stores them.</param>
    /// <param name="from">The source that the call named; empty if none.</param>
    /// <returns>The reason; null if a filter passed, or if no filter ran.</returns>
    public static string? Of(ReadOnlyMemory<byte> verdicts, string from)
    {
        using JsonDocument document = JsonDocument.Parse(verdicts);
        string? nearest = null;
        int rank = Telling.Length;
        var integrations = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement service in LoggedVerdicts.ServicesOf(document.RootElement).EnumerateArray())
        {
            if (Passed(service) || (service.TryGetProperty("elements", out JsonElement elements) && elements.EnumerateArray().Any(Passed)))
            {
                return null;
            }

            foreach (JsonElement part in service.GetProperty("filters").EnumerateArray())
            {
                integrations.Add(part.GetProperty("integration").GetString()!);
                int kind = Array.IndexOf(Telling, part.TryGetProperty("kind", out JsonElement found) ? found.GetString() : null);
                if (kind >= 0 && kind < rank)
                {
                    rank = kind;
                    nearest = $"{part.GetProperty("integration").GetString()} / {part.GetProperty("filter").GetString()} {part.GetProperty("part").GetString()}: {part.GetProperty("reason").GetString()}";
                }
            }
        }

        // If every integration was tried, the reason of a single one is arbitrary, unless it clearly shows what the sender meant.
        return integrations.Count > 1 && rank > 1
            ? from.Length == 0 ? "The call names no source (from), and no filter of any integration passes." : $"No integration is named \"{from}\", and no filter of any integration passes."
            : nearest ?? "No filter looks at such a payload.";
    }

    private static bool Passed(JsonElement verdict) =>
        verdict.GetProperty("trigger").ValueKind == JsonValueKind.Object
        || verdict.GetProperty("resolve").ValueKind == JsonValueKind.Object
        || verdict.TryGetProperty("acknowledge", out _);
}
