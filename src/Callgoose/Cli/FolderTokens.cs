using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>Tokens of a data folder, even while a server runs on it.</summary>
internal sealed class FolderTokens(TokenStore tokens) : ITokenAccess
{
    /// <inheritdoc/>
    public Task<string> CreateAsync(NewToken wanted, string? lifetime) => Task.FromResult(tokens.Create(wanted).Secret);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JsonElement>> ListAsync() => Task.FromResult<IReadOnlyList<JsonElement>>([.. tokens.List().Select(Json)]);

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(TimeOrderedId id) => Task.FromResult(tokens.Revoke(id));

    /// <inheritdoc/>
    public Task<string?> RegenerateAsync(TimeOrderedId id) => Task.FromResult(tokens.Regenerate(id));

    /// <inheritdoc/>
    public Task<JsonElement?> SetDebugAsync(TimeOrderedId id, bool on) =>
        Task.FromResult(tokens.SetDebug(id, on) is ApiToken token ? Json(token) : (JsonElement?)null);

    /// <inheritdoc/>
    public void Dispose() => tokens.Dispose();

    private static JsonElement Json(ApiToken token)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json => TokenJson.WriteMembers(json, token, now)));
        return document.RootElement.Clone();
    }
}
