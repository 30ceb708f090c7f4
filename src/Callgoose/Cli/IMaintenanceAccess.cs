using System.Text.Json;

namespace Callgoose.Cli;

/// <summary>Access to maintenances of a server, a data folder or a shared store. All implementations return the JSON of the HTTP API.</summary>
internal interface IMaintenanceAccess : IDisposable
{
    /// <summary>Lists maintenances.</summary>
    /// <param name="service">Selects one service; null for all.</param>
    Task<JsonElement> ListAsync(string? service);

    /// <summary>Begins a maintenance.</summary>
    /// <exception cref="UsageException">The user's input is not a valid maintenance.</exception>
    Task<JsonElement> BeginAsync(NewMaintenance wanted);

    /// <summary>Moves the end of a maintenance to a time, or by a duration.</summary>
    /// <exception cref="UsageException">It has ended, or the user's input is not a valid end.</exception>
    Task<JsonElement> ExtendAsync(string id, string? until, string? by);

    /// <summary>Ends a maintenance now.</summary>
    /// <exception cref="UsageException">It has ended.</exception>
    Task<JsonElement> EndAsync(string id);
}
