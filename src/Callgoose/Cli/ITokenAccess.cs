using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>Access to tokens in a data folder or on a server, for the token commands. All implementations return the JSON of the HTTP API.</summary>
internal interface ITokenAccess : IDisposable
{
    /// <summary>Creates a token.</summary>
    /// <param name="wanted">The token.</param>
    /// <param name="lifetime">How long it is valid, as the user wrote it; null for ever.</param>
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
    /// <returns>The changed token; null if there is no valid one with the id.</returns>
    Task<JsonElement?> SetDebugAsync(TimeOrderedId id, bool on);
}
