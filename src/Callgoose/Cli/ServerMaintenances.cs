using System.Text.Json;

namespace Callgoose.Cli;

/// <summary>Maintenances of a running server, over HTTP.</summary>
internal sealed class ServerMaintenances(ServerClient server) : IMaintenanceAccess
{
    /// <inheritdoc/>
    public Task<JsonElement> ListAsync(string? service) =>
        SendAsync(HttpMethod.Get, $"v1/maintenances{(service is null ? string.Empty : $"?service={Uri.EscapeDataString(service)}")}");

    /// <inheritdoc/>
    public Task<JsonElement> BeginAsync(NewMaintenance wanted) => SendAsync(HttpMethod.Post, "v1/maintenances", json =>
    {
        json.WriteString("service"u8, wanted.Service);
        json.WriteString("from"u8, wanted.From);
        json.WriteString("until"u8, wanted.Until);
        json.WriteString("for"u8, wanted.For);
        json.WriteStartArray("tags"u8);
        foreach (string[] filter in wanted.Tags)
        {
            json.WriteStartArray();
            foreach (string text in filter)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("reason"u8, wanted.Reason);
    });

    /// <inheritdoc/>
    public Task<JsonElement> ExtendAsync(string id, string? until, string? by) => SendAsync(HttpMethod.Post, $"v1/maintenances/{id}/extend", json =>
    {
        json.WriteString("until"u8, until);
        json.WriteString("by"u8, by);
    });

    /// <inheritdoc/>
    public Task<JsonElement> EndAsync(string id) => SendAsync(HttpMethod.Post, $"v1/maintenances/{id}/end");

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body = null) =>
        await server.SendAsync(method, path, body) ?? throw new IOException("The server has no such maintenance, or is older than this command.");
}
