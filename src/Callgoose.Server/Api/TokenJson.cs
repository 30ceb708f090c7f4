using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Payloads;
using Callgoose.Storage.Tokens;

namespace Callgoose.Api;

/// <summary>A token as JSON, without its secret.</summary>
internal static class TokenJson
{
    /// <summary>Writes the members of a token's object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="token">The token.</param>
    /// <param name="now">The time, in Unix milliseconds.</param>
    public static void WriteMembers(Utf8JsonWriter json, ApiToken token, long now)
    {
        json.WriteString("id"u8, token.Id.ToString());
        json.WriteString("name"u8, token.Name);
        json.WriteString("kind"u8, token.Kind.ToText());
        json.WriteString("boundTo"u8, token.BoundTo);
        json.WriteString("scopes"u8, token.Scopes.ToText());
        json.WriteString("environment"u8, token.Environment);
        json.WriteTime("createdAt"u8, token.CreatedAt);
        json.WriteTime("expiresAt"u8, token.ExpiresAt);
        json.WriteTime("revokedAt"u8, token.RevokedAt);
        json.WriteTime("debugUntil"u8, token.IsDebuggedAt(now) ? token.DebugUntil : null);
        json.WriteString("rate"u8, token.Rate?.ToString());
        json.WriteBoolean("routingKey"u8, token.Form == TokenForm.RoutingKey);
        json.WriteString("verify"u8, token.Verification?.Scheme.ToString());
        json.WriteStartArray("secrets"u8);
        foreach (string secret in token.Verification?.Secrets ?? [])
        {
            json.WriteStringValue(secret);
        }

        json.WriteEndArray();
        json.WriteBoolean("get"u8, token.TakesGet);
        json.WriteString("state"u8, StateOf(token, now));
    }

    /// <summary>Returns the token's state: whether it is accepted, and if not, why.</summary>
    public static string StateOf(ApiToken token, long now) =>
        token.RevokedAt is not null ? "revoked" : token.ExpiresAt <= now ? "expired" : "valid";
}
