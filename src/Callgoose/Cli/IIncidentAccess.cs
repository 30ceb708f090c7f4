using System.Text.Json;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Where the commands on incidents read and act: a data folder or a server. Both give the JSON of the HTTP API.</summary>
internal interface IIncidentAccess
{
    /// <summary>Lists a page of incidents, newest first, in the form of <c>GET /v1/incidents</c>.</summary>
    Task<JsonElement> ListAsync(IncidentQuery query);

    /// <summary>Shows one.</summary>
    /// <returns>The incident, or null if there is none.</returns>
    Task<JsonElement?> ShowAsync(string id);

    /// <summary>Exports one as a document in Markdown, in the form of <c>GET /v1/incidents/{id}/export</c>.</summary>
    /// <returns>The document, or null if there is no such incident.</returns>
    Task<string?> ExportAsync(string id);

    /// <summary>Acts on one and shows it as it is then.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="action">The action, as the HTTP API names it.</param>
    /// <param name="comment">What there is to say, or null.</param>
    /// <returns>The incident, or null if there is none.</returns>
    Task<JsonElement?> ActAsync(string id, string action, string? comment);

    /// <summary>Lists change events.</summary>
    /// <param name="service">Only of this service; null for all.</param>
    /// <param name="since">Only what was received from then on.</param>
    /// <param name="limit">How many at most.</param>
    Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit);
}
