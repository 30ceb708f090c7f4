using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>Tokens of a shared store, even while servers run on it. Changes reach the servers within a second.</summary>
/// <param name="address">The address of the store.</param>
internal sealed class SharedTokens(string address) : ITokenAccess
{
    private ITokenStore? opened;

    /// <inheritdoc/>
    public async Task<string> CreateAsync(NewToken wanted, string? lifetime) => (await (await OpenAsync(isFirst: true)).CreateAsync(wanted)).Secret;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await (await OpenAsync()).ListAsync()).Select(Json)];

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(TimeOrderedId id) => await (await OpenAsync()).RevokeAsync(id);

    /// <inheritdoc/>
    public async Task<string?> RegenerateAsync(TimeOrderedId id) => await (await OpenAsync()).RegenerateAsync(id);

    /// <inheritdoc/>
    public async Task<JsonElement?> SetDebugAsync(TimeOrderedId id, bool on) =>
        await (await OpenAsync()).SetDebugAsync(id, on) is ApiToken token ? Json(token) : null;

    /// <inheritdoc/>
    public void Dispose() => opened?.Dispose();

    private async ValueTask<ITokenStore> OpenAsync(bool isFirst = false) =>
        opened ??= await PostgresServerStorage.OpenTokensAsync(new PostgresStoreOptions { Url = address, Name = "command line" }, TimeProvider.System, isFirst);

    private static JsonElement Json(ApiToken token)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json => TokenJson.WriteMembers(json, token, now)));
        return document.RootElement.Clone();
    }
}
