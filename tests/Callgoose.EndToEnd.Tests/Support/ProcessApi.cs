using System.Net;
using System.Text;
using System.Text.Json;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Calls of the HTTP API.</summary>
public static class ProcessApi
{
    public const string Path = "/v1/process?from=BetterStack";

    /// <summary>Sends a webhook as JSON.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(this HttpClient http, string payload, string path = Path)
    {
        using var content = new StringContent(payload, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(path, content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Gets JSON.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All incidents, page by page.</summary>
    public static async Task<List<JsonElement>> IncidentsAsync(this HttpClient http, string query = "")
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            JsonElement page = await http.ReadAsync($"/v1/incidents?limit=1000{query}" + (cursor is null ? "" : "&cursor=" + cursor));
            all.AddRange(page.GetProperty("incidents").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return all;
    }
}
