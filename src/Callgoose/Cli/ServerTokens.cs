using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Cli;

/// <summary>Tokens of a server, over HTTP.</summary>
internal sealed class ServerTokens(ServerClient server) : ITokenAccess
{
    private const string Path = "v1/tokens";

    /// <inheritdoc/>
    public async Task<string> CreateAsync(NewToken wanted, string? lifetime)
    {
        JsonElement? created = await server.SendAsync(HttpMethod.Post, Path, json =>
        {
            json.WriteString("name"u8, wanted.Name);
            json.WriteString("kind"u8, wanted.Kind.ToText());
            if (wanted.Kind == TokenKind.Relay && RelayGrant.Split(wanted.BoundTo) is (string bound, string name))
            {
                json.WriteString(bound, name);
            }
            else if (wanted.BoundTo is not null)
            {
                json.WriteString(wanted.Kind.ToText(), wanted.BoundTo);
            }

            json.WriteStartArray("scopes"u8);
            foreach (string scope in wanted.Scopes.ToText().Split(','))
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
            json.WriteString("environment"u8, wanted.Environment);
            json.WriteBoolean("debug"u8, wanted.IsDebugged);
            if (wanted.Form == TokenForm.RoutingKey)
            {
                json.WriteBoolean("routingKey"u8, true);
            }

            if (wanted.Verification is TokenVerification verification)
            {
                json.WriteString("verify"u8, verification.Scheme.ToString());
                json.WriteStartArray("secrets"u8);
                foreach (string secret in verification.Secrets)
                {
                    json.WriteStringValue(secret);
                }

                json.WriteEndArray();
            }

            if (wanted.TakesGet)
            {
                json.WriteBoolean("get"u8, true);
            }

            if (wanted.Rate is RateLimit rate)
            {
                json.WriteString("rate"u8, rate.ToString());
            }

            if (lifetime is not null)
            {
                json.WriteString("expires"u8, lifetime);
            }
        });
        return SecretOf(created) ?? throw new IOException("The server knows no tokens over HTTP.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JsonElement>> ListAsync() =>
        [.. ((await server.SendAsync(HttpMethod.Get, Path))?.GetProperty("tokens"u8).EnumerateArray()) ?? default];

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(TimeOrderedId id) => await server.SendAsync(HttpMethod.Delete, $"{Path}/{id}") is not null;

    /// <inheritdoc/>
    public async Task<string?> RegenerateAsync(TimeOrderedId id) => SecretOf(await server.SendAsync(HttpMethod.Post, $"{Path}/{id}/regenerate"));

    /// <inheritdoc/>
    public Task<JsonElement?> SetDebugAsync(TimeOrderedId id, bool on) =>
        server.SendAsync(HttpMethod.Put, $"{Path}/{id}/debug", json => json.WriteBoolean("on"u8, on));

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private static string? SecretOf(JsonElement? token) => token?.GetProperty("token"u8).GetString();
}
