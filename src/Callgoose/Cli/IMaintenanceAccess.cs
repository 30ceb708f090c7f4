using System.Text.Json;

namespace Callgoose.Cli;

/// <summary>Maintenances of a server, a data folder or a shared store, as the HTTP API shows them.</summary>
internal interface IMaintenanceAccess : IDisposable
{
    /// <summary>Lists them.</summary>
    /// <param name="service">Only of this service; null for all.</param>
    Task<JsonElement> ListAsync(string? service);

    /// <summary>Begins one.</summary>
    /// <exception cref="UsageException">What was typed makes no maintenance.</exception>
    Task<JsonElement> BeginAsync(NewMaintenance wanted);

    /// <summary>Moves the end of one to a time, or by a length of time.</summary>
    /// <exception cref="UsageException">It has ended, or what was typed is no end.</exception>
    Task<JsonElement> ExtendAsync(string id, string? until, string? by);

    /// <summary>Ends one now.</summary>
    /// <exception cref="UsageException">It has ended.</exception>
    Task<JsonElement> EndAsync(string id);
}
