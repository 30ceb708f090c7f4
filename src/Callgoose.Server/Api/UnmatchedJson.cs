using System.Text.Json;
using Callgoose.Learning;
using Callgoose.Payloads;
using Callgoose.Storage.Tokens;

namespace Callgoose.Api;

/// <summary>Unmatched calls as JSON: the answer of <c>GET /v1/unmatched</c> and the output of <c>callgoose unmatched --json</c>.</summary>
internal static class UnmatchedJson
{
    /// <summary>Writes the members of an answer into the currently open object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="calls">The unmatched calls.</param>
    /// <param name="tokens">The tokens whose calls were searched.</param>
    /// <param name="now">The time, in Unix milliseconds.</param>
    public static void WriteMembers(Utf8JsonWriter json, UnmatchedCalls calls, IEnumerable<ApiToken> tokens, long now)
    {
        ApiToken[] senders = [.. tokens.Where(token => token.RevokedAt is null && !(token.ExpiresAt <= now) && token.Scopes.HasFlag(TokenScopes.Process))];
        json.WriteNumber("loggedTokens"u8, senders.Count(token => token.IsDebuggedAt(now)));
        json.WriteNumber("unloggedTokens"u8, senders.Count(token => !token.IsDebuggedAt(now)));
        json.WriteNumber("searched"u8, calls.Searched);
        json.WriteBoolean("complete"u8, calls.IsComplete);
        json.WriteStartArray("groups"u8);
        foreach (UnmatchedGroup group in calls.Groups)
        {
            json.WriteStartObject();
            json.WriteString("from"u8, group.From.Length == 0 ? null : group.From);
            json.WriteString("shape"u8, group.Shape);
            json.WriteNumber("count"u8, group.Count);
            json.WriteTime("firstAt"u8, group.FirstAt);
            json.WriteTime("lastAt"u8, group.LastAt);
            json.WriteString("example"u8, group.Example.ToString());
            json.WriteString("reason"u8, group.Reason);
            json.WriteString("sample"u8, group.Sample);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
