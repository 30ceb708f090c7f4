using System.Globalization;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The list of alerts that a client posts. Alertmanager derives three things from each alert: whether it is firing, until when it counts as
/// firing, and the fingerprint of its labels. The door writes the same into each alert for the filters.
/// </summary>
internal static class PostedAlerts
{
    /// <summary>How long an alert without an end time counts as firing after its last report: the default of Alertmanager's <c>resolve_timeout</c>.</summary>
    public static readonly TimeSpan ResolveTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The maximum number of elements of a call (Incidents/README.md rule 12).</summary>
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
            ReadOnlySpan<byte> alert = json[start..(int)reader.BytesConsumed];
            ulong fingerprint = 0;
            string? fault = isObject ? FaultOf(alert, out fingerprint) : "is no object";
            if (fault is not null || count == MaxAlerts)
            {
                completed.Reset();
                return count == MaxAlerts ? Problems.TooManyElements
                    : Problems.InvalidRequest(string.Create(CultureInfo.InvariantCulture, $"Alert {count} (from 0) {fault}. Nothing was done for any of the list."));
            }

            completed.Append(count > 0 ? ","u8 : default);
            Append(completed, alert, fingerprint, call.ReceivedAt);
        }

        completed.Append("]"u8);
        call.Body.Reset();
        call.Body.Append(completed.Written);
        completed.Reset();
        return null;
    }

    /// <summary>Returns the error for an alert that Alertmanager would refuse: no labels, or invalid times.</summary>
    private static string? FaultOf(ReadOnlySpan<byte> alert, out ulong fingerprint) =>
        !LabelFingerprint.TryCompute(JsonMembers.Find(alert, "labels"u8, out JsonTokenType kind), kind, out fingerprint)
            ? "needs 'labels', an object of 1 to 256 labels with names, whose values are texts and not all of them empty"
        : !IsTime(alert, "startsAt"u8) ? "has a 'startsAt' that is not a time of RFC 3339"
        : !IsTime(alert, "endsAt"u8) ? "has an 'endsAt' that is not a time of RFC 3339"
        : null;

    /// <summary>Whether a time is valid. Absent, null and empty mean that there is none, which is valid.</summary>
    private static bool IsTime(ReadOnlySpan<byte> alert, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = JsonMembers.Find(alert, name, out JsonTokenType kind);
        return kind is JsonTokenType.None or JsonTokenType.Null || (kind == JsonTokenType.String && (value.Length == 2 || TryRead(value, out _)));
    }

    private static bool TryRead(ReadOnlySpan<byte> value, out long? milliseconds)
    {
        Span<char> text = stackalloc char[64];
        return AlertTime.TryParse(text[..JsonMembers.Read(value, text)], out milliseconds);
    }

    private static void Append(TextArena completed, ReadOnlySpan<byte> alert, ulong fingerprint, long now)
    {
        ReadOnlySpan<byte> members = alert[..^1].TrimEnd(" \t\r\n"u8);
        completed.Append(members);
        completed.Append(members[^1] == (byte)'{' ? default : ","u8);

        ReadOnlySpan<byte> end = JsonMembers.FindText(alert, "endsAt"u8);
        long? endsAt = null;
        bool isGiven = !end.IsEmpty && TryRead(end, out endsAt) && endsAt is not null;
        completed.Append(endsAt <= now ? "\"status\":\"resolved\""u8 : "\"status\":\"firing\""u8);
        if (!isGiven || OccurredAt.Parse(end[1..^1]) is null)
        {
            // The end time is missing, or in a form that filters do not read.
            completed.Append(",\"endsAt\":\""u8);
            DateTimeOffset.FromUnixTimeMilliseconds(endsAt ?? now + (long)ResolveTimeout.TotalMilliseconds).UtcDateTime.TryFormat(
                completed.Reserve(32), out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            completed.Commit(length);
            completed.Append("\""u8);
        }

        completed.Append(",\"fingerprint\":\""u8);
        fingerprint.TryFormat(completed.Reserve(16), out int digits, "x16", CultureInfo.InvariantCulture);
        completed.Commit(digits);
        completed.Append("\"}"u8);
    }
}
