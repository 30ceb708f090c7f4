using System.Text;
using System.Text.Unicode;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>Newtonsoft.Json: the payload as a tree.</summary>
internal static class NewtonsoftMatcher
{
    private static readonly JsonLoadSettings Settings = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Replace };

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
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(body))) { DateParseHandling = DateParseHandling.None };
            var payload = JToken.Load(reader, Settings) as JObject;
            if (reader.Read())
            {
                return false;
            }

            if (Text(payload, "status") is not string status)
            {
                return true;
            }

            if (status.Contains("Started", StringComparison.Ordinal))
            {
                verdict = new Verdict(
                    true, false, Text(payload, "id"), Text(payload, "title"), Text(payload, "description"), Text(payload, "started_at"));
            }
            else if (status.Contains("Resolved", StringComparison.Ordinal))
            {
                verdict = new Verdict(false, true, Text(payload, "id"), OccurredAt: Text(payload, "resolved_at"));
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JObject? payload, string name) => payload?[name] is JValue { Value: string text } ? text : null;
}
