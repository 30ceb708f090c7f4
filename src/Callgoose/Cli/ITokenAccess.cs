using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>Where the commands on tokens work: a data folder or a server. Both give the JSON of the HTTP API.</summary>
internal interface ITokenAccess : IDisposable
{
    /// <summary>Creates a token.</summary>
    /// <param name="wanted">The token.</param>
    /// <param name="lifetime">How long it is valid, as it was written; null for ever.</param>
    /// <returns>Its secret.</returns>
    Task<string> CreateAsync(NewToken wanted, string? lifetime);

    /// <summary>Lists tokens, oldest first, without their secrets.</summary>
    Task<IReadOnlyList<JsonElement>> ListAsync();

    /// <summary>Revokes a token.</summary>
    /// <returns>False if there is no valid one with the id.</returns>
    Task<bool> RevokeAsync(TimeOrderedId id);

    /// <summary>Gives a token a new secret.</summary>
    /// <returns>The secret; null if there is no valid token with the id.</returns>
    Task<string?> RegenerateAsync(TimeOrderedId id);

    /// <summary>Turns a token's debug switch on or off.</summary>
    /// <returns>The token as it is then; null if there is no valid one with the id.</returns>
    Task<JsonElement?> SetDebugAsync(TimeOrderedId id, bool on);
}
