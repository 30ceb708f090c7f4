using System.Net;
using System.Text;
using System.Text.Json;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Incidents as a sender and a reader see them.</summary>
public static class Incidents
{
    /// <summary>Sends a payload that must open an incident, and reads that incident.</summary>
    public static Task<JsonElement> OpenAsync(this HttpClient http, string payload, string path = ProcessApi.Path) =>
        http.OpenAsync(Encoding.UTF8.GetBytes(payload), path);

    /// <inheritdoc cref="OpenAsync(HttpClient, string, string)"/>
    public static async Task<JsonElement> OpenAsync(this HttpClient http, byte[] payload, string path = ProcessApi.Path)
    {
        Reply reply = await http.PostAsync(payload, path: path);
        Assert.True(reply.Status == HttpStatusCode.Created, $"{(int)reply.Status}: {reply.Text}");
        return await http.ReadAsync("/v1/incidents/" + reply.Json.GetProperty("incidents")[0].GetString());
    }

    /// <summary>A text member.</summary>
    public static string? Text(this JsonElement incident, string member) => incident.GetProperty(member).GetString();
}
