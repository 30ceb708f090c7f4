using System.Text.Json;

namespace Callgoose.Cli;

/// <summary>Incidents of a server, over HTTP.</summary>
internal sealed class ServerIncidents(ServerClient server) : IIncidentAccess
{
    /// <inheritdoc/>
    public async Task<JsonElement> ListAsync(string? state, int limit) =>
        (await server.SendAsync(HttpMethod.Get, $"v1/incidents?limit={limit}{(state is null ? string.Empty : $"&state={state}")}"))!.Value;

    /// <inheritdoc/>
    public Task<JsonElement?> ShowAsync(string id) => server.SendAsync(HttpMethod.Get, $"v1/incidents/{Uri.EscapeDataString(id)}");

    /// <inheritdoc/>
    public Task<JsonElement?> ActAsync(string id, string action, string? comment) => server.SendAsync(
        HttpMethod.Post,
        $"v1/incidents/{Uri.EscapeDataString(id)}/{action}",
        comment is null ? null : json => json.WriteString("comment"u8, comment));

    /// <inheritdoc/>
    public async Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit) => (await server.SendAsync(
        HttpMethod.Get,
        $"v1/changes?limit={limit}&since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{(service is null ? string.Empty : $"&service={Uri.EscapeDataString(service)}")}"))!.Value;
}
