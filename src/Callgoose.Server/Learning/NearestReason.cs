using System.Text.Json;
using Callgoose.Logging;

namespace Callgoose.Learning;

/// <summary>Reads from what the filters said of a logged call whether one passed, and else the reason that helps most.</summary>
internal static class NearestReason
{
    /// <summary>The kinds of reasons, those first that a person can do something about.</summary>
    private static readonly string[] Telling = ["differs_in_case", "unexpanded_variable", "differs", "excluded", "present", "value_is_null", "not_scalar", "no_elements", "key_missing", "not_json"];

    /// <summary>The reason why no filter took a call.</summary>
    /// <param name="verdicts">What the filters said, as the log has it.</param>
    /// <param name="from">The source that the call named; empty if none.</param>
    /// <returns>The reason; null if a filter passed, or if none was asked.</returns>
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

        // Where every integration was asked, the reason of one of them is chance, unless a person can see what is meant.
        return integrations.Count > 1 && rank > 1
            ? from.Length == 0 ? "The call names no source (from), and no filter of any integration passes." : $"No integration is named \"{from}\", and no filter of any integration passes."
            : nearest ?? "No filter looks at such a payload.";
    }

    private static bool Passed(JsonElement verdict) =>
        verdict.GetProperty("trigger").ValueKind == JsonValueKind.Object
        || verdict.GetProperty("resolve").ValueKind == JsonValueKind.Object
        || verdict.TryGetProperty("acknowledge", out _);
}
