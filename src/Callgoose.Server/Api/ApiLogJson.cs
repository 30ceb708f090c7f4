using System.Text;
using System.Text.Json;
using Callgoose.Logging;
using Callgoose.Payloads;
using Callgoose.Storage.ApiLog;

namespace Callgoose.Api;

/// <summary>Entries of the API log as JSON (ProcessApi.md 6).</summary>
internal static class ApiLogJson
{
    /// <summary>Writes the members of a log entry into the currently open object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="withBody">True to include the body. Bytes that are not valid UTF-8 become U+FFFD.</param>
    public static void WriteMembers(Utf8JsonWriter json, ApiLogEntry entry, bool withBody)
    {
        json.WriteString("callId"u8, entry.CallId.ToString());
        json.WriteTime("receivedAt"u8, entry.ReceivedAt);
        json.WriteNumber("milliseconds"u8, entry.Microseconds / 1000.0);
        json.WriteString("environment"u8, entry.Environment);
        json.WriteString("tokenId"u8, entry.TokenId.ToString());
        json.WriteString("tokenName"u8, entry.TokenName);
        json.WriteString("from"u8, entry.From.Length == 0 ? null : entry.From);
        json.WriteString("remoteAddress"u8, entry.RemoteAddress);
        json.WriteString("scheme"u8, entry.Scheme.Length == 0 ? null : entry.Scheme);
        json.WriteString("method"u8, entry.Method);
        json.WriteString("url"u8, entry.Url);
        json.WriteNumber("status"u8, entry.Status);
        json.WriteStartArray("notes"u8);
        foreach (string note in ApiLogNotes.Of(entry))
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        LoggedVerdicts.WriteMembers(json, entry);
        json.WriteNumber("bodyLength"u8, entry.BodyLength);
        if (withBody)
        {
            json.WriteString("body"u8, Encoding.UTF8.GetString(entry.Body));
        }
    }
}
