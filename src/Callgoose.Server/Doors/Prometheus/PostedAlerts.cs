using System.Globalization;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The list of alerts that a client posts. Alertmanager works out of each what it says of it later: whether it fires, until when it is taken to
/// fire, and the fingerprint of its labels. The same is written into each alert here, for the filters.
/// </summary>
internal static class PostedAlerts
{
    /// <summary>How long an alert without an end is taken to fire after it was last reported: the default of Alertmanager's <c>resolve_timeout</c>.</summary>
    public static readonly TimeSpan ResolveTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A call has at most so many elements (process-api.md 4.12).</summary>
    private const int MaxAlerts = 1000;

    [ThreadStatic]
    private static TextArena? room;

    /// <summary>Completes the alerts of a body.</summary>
    /// <param name="call">The call, whose body is JSON.</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Complete(IncomingCall call)
    {
        ReadOnlySpan<byte> json = call.Body.Written;
        var reader = new Utf8JsonReader(json, JsonMembers.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Problems.InvalidRequest("The body is a list of alerts, each an object with 'labels'; this is another value.");
        }

        room ??= new TextArena();
        TextArena completed = room;
        completed.Append("["u8);
        for (int count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            int start = (int)reader.TokenStartIndex;
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (!isObject || count == MaxAlerts)
            {
                completed.Reset();
                return count == MaxAlerts ? Problems.TooManyElements
                    : Problems.InvalidRequest(string.Create(CultureInfo.InvariantCulture, $"Alert {count} (from 0) is no object with 'labels'."));
            }

            completed.Append(count > 0 ? ","u8 : default);
            Append(completed, json[start..(int)reader.BytesConsumed], call.ReceivedAt);
        }

        completed.Append("]"u8);
        call.Body.Reset();
        call.Body.Append(completed.Written);
        completed.Reset();
        return null;
    }

    private static void Append(TextArena completed, ReadOnlySpan<byte> alert, long now)
    {
        ReadOnlySpan<byte> members = alert[..^1].TrimEnd(" \t\r\n"u8);
        completed.Append(members);
        completed.Append(members[^1] == (byte)'{' ? default : ","u8);

        ReadOnlySpan<byte> end = JsonMembers.FindText(alert, "endsAt"u8);
        long? endsAt = end.IsEmpty ? null : OccurredAt.Parse(end[1..^1]);
        completed.Append(endsAt <= now ? "\"status\":\"resolved\""u8 : "\"status\":\"firing\""u8);
        if (endsAt is null)
        {
            completed.Append(",\"endsAt\":\""u8);
            DateTimeOffset.FromUnixTimeMilliseconds(now).Add(ResolveTimeout).UtcDateTime.TryFormat(
                completed.Reserve(32), out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            completed.Commit(length);
            completed.Append("\""u8);
        }

        if (LabelFingerprint.TryCompute(JsonMembers.Find(alert, "labels"u8, out JsonTokenType kind), kind, out ulong fingerprint))
        {
            completed.Append(",\"fingerprint\":\""u8);
            fingerprint.TryFormat(completed.Reserve(16), out int digits, "x16", CultureInfo.InvariantCulture);
            completed.Commit(digits);
            completed.Append("\""u8);
        }

        completed.Append("}"u8);
    }
}
