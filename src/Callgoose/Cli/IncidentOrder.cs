using System.Globalization;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Sorts lists of incidents on the client.</summary>
internal static class IncidentOrder
{
    private static readonly string[] Urgencies = ["P1", "P2", "high", "P3", "low", "P4", "P5"];

    /// <summary>The maximum number of incidents to sort: pages of a thousand, some megabytes.</summary>
    public const int MostSorted = 20_000;

    /// <summary>Lists the first incidents in an order. Sorts everything that the conditions find, up to <see cref="MostSorted"/>.</summary>
    /// <param name="incidents">The access to incidents.</param>
    /// <param name="query">The conditions, and how many incidents to list.</param>
    /// <param name="order">newest, oldest, urgency, seen or repeats.</param>
    /// <returns>The incidents, the cursor for the next page if the order is newest first, and false if there are more incidents than were sorted.</returns>
    public static async Task<(JsonElement[] Sorted, string? NextCursor, bool IsWhole)> ReadAsync(IIncidentAccess incidents, IncidentQuery query, string order)
    {
        JsonElement page = await incidents.ListAsync(order == "newest" ? query : query with { Limit = 1000 });
        if (order == "newest")
        {
            return ([.. page.GetProperty("incidents").EnumerateArray()], page.GetProperty("nextCursor").GetString(), true);
        }

        var found = new List<JsonElement>(page.GetProperty("incidents").EnumerateArray());
        for (int read = 1000; page.GetProperty("nextCursor").GetString() is string cursor; read += 1000)
        {
            if (read >= MostSorted)
            {
                return ([.. Sorted(found, order).Take(query.Limit)], null, false);
            }

            page = await incidents.ListAsync(query with { Limit = 1000, BeforeSequence = long.Parse(cursor, CultureInfo.InvariantCulture) });
            found.AddRange(page.GetProperty("incidents").EnumerateArray());
        }

        return ([.. Sorted(found, order).Take(query.Limit)], null, true);
    }

    private static IEnumerable<JsonElement> Sorted(IEnumerable<JsonElement> incidents, string order) => order switch
    {
        "oldest" => incidents.Reverse(),
        "urgency" => incidents.OrderBy(static one => Array.IndexOf(Urgencies, one.GetProperty("urgency").GetString())),
        "seen" => incidents.OrderByDescending(static one => one.GetProperty("lastSeen").GetString(), StringComparer.Ordinal),
        "repeats" => incidents.OrderByDescending(static one => one.GetProperty("occurrences").GetInt64()),
        _ => incidents,
    };

    /// <summary>Returns the sorted list as JSON.</summary>
    public static string Json(JsonElement[] sorted, string? nextCursor) => JsonText.Write(json =>
    {
        json.WriteStartArray("incidents"u8);
        foreach (JsonElement one in sorted)
        {
            one.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteString("nextCursor"u8, nextCursor);
    });
}
