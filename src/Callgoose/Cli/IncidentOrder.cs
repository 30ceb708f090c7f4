using System.Text.Json;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary>Orders of a list of incidents that is here already.</summary>
internal static class IncidentOrder
{
    private static readonly string[] Urgencies = ["P1", "P2", "high", "P3", "low", "P4", "P5"];

    /// <summary>The incidents of a list, which come newest first, in another order.</summary>
    /// <param name="list">The list, as the HTTP API answers it.</param>
    /// <param name="order">newest, oldest, urgency, seen or repeats.</param>
    public static JsonElement[] Sorted(JsonElement list, string order)
    {
        IEnumerable<JsonElement> incidents = list.GetProperty("incidents").EnumerateArray();
        return
        [
            .. order switch
            {
                "oldest" => incidents.Reverse(),
                "urgency" => incidents.OrderBy(static one => Array.IndexOf(Urgencies, one.GetProperty("urgency").GetString())),
                "seen" => incidents.OrderByDescending(static one => one.GetProperty("lastSeen").GetString(), StringComparer.Ordinal),
                "repeats" => incidents.OrderByDescending(static one => one.GetProperty("occurrences").GetInt64()),
                _ => incidents,
            },
        ];
    }

    /// <summary>The list as JSON, in that order.</summary>
    public static string Json(JsonElement[] sorted, JsonElement list) => JsonText.Write(json =>
    {
        json.WriteStartArray("incidents"u8);
        foreach (JsonElement one in sorted)
        {
            one.WriteTo(json);
        }

        json.WriteEndArray();
        json.WritePropertyName("nextCursor"u8);
        list.GetProperty("nextCursor").WriteTo(json);
    });
}
