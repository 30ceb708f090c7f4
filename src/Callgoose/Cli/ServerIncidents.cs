using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Incidents of a server, over HTTP.</summary>
internal sealed class ServerIncidents(ServerClient server) : IIncidentAccess
{
    /// <inheritdoc/>
    public async Task<JsonElement> ListAsync(IncidentQuery query)
    {
        var path = new StringBuilder($"v1/incidents?limit={query.Limit}");
        Add("state", query.State?.ToString().ToLowerInvariant());
        Add("urgency", query.IsHigh is bool isHigh ? isHigh ? "high" : "low" : null);
        Add("service", query.Service);
        Add("source", query.Source);
        Add("search", query.Search);
        Add("since", Time(query.Since));
        Add("until", Time(query.Until));
        Add("cursor", query.BeforeSequence?.ToString(CultureInfo.InvariantCulture));
        return (await server.SendAsync(HttpMethod.Get, path.ToString()))!.Value;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                path.Append(CultureInfo.InvariantCulture, $"&{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    /// <inheritdoc/>
    public Task<JsonElement?> ShowAsync(string id) => server.SendAsync(HttpMethod.Get, $"v1/incidents/{Uri.EscapeDataString(id)}");

    /// <inheritdoc/>
    public Task<string?> ExportAsync(string id) => server.GetTextAsync($"v1/incidents/{Uri.EscapeDataString(id)}/export");

    /// <inheritdoc/>
    public Task<JsonElement?> ActAsync(string id, string action, string? comment) => server.SendAsync(
        HttpMethod.Post,
        $"v1/incidents/{Uri.EscapeDataString(id)}/{action}",
        comment is null ? null : json => json.WriteString("comment"u8, comment));

    /// <inheritdoc/>
    public async Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit) => (await server.SendAsync(
        HttpMethod.Get,
        $"v1/changes?limit={limit}&since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{(service is null ? string.Empty : $"&service={Uri.EscapeDataString(service)}")}"))!.Value;

    private static string? Time(long? unixMilliseconds) => unixMilliseconds is long time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : null;
}
