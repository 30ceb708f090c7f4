using System.Text.Json;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Access to incidents in a data folder or on a server, for the incident commands. All implementations return the JSON of the HTTP API.</summary>
internal interface IIncidentAccess
{
    /// <summary>Lists a page of incidents, newest first, in the form of <c>GET /v1/incidents</c>.</summary>
    Task<JsonElement> ListAsync(IncidentQuery query);

    /// <summary>Shows an incident.</summary>
    /// <returns>The incident, or null if there is none.</returns>
    Task<JsonElement?> ShowAsync(string id);

    /// <summary>Exports an incident as a Markdown document, in the form of <c>GET /v1/incidents/{id}/export</c>.</summary>
    /// <returns>The document, or null if there is no such incident.</returns>
    Task<string?> ExportAsync(string id);

    /// <summary>Changes an incident and returns its new state.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="action">The action, as the HTTP API names it.</param>
    /// <param name="comment">The comment, or null.</param>
    /// <returns>The incident, or null if there is none.</returns>
    Task<JsonElement?> ActAsync(string id, string action, string? comment);

    /// <summary>Lists change events.</summary>
    /// <param name="service">Selects one service; null for all.</param>
    /// <param name="since">Selects events received at this time or later.</param>
    /// <param name="limit">The maximum number of events.</param>
    Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit);
}
