using System.Text.Json;
using Callgoose.Delivery.Relay;
using Callgoose.Storage.Relay;

namespace Callgoose.Api;

/// <summary>The state of the relay as JSON, for the API and <c>--json</c>.</summary>
internal static class RelayJson
{
    /// <summary>Writes the status.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="relay">The status.</param>
    /// <param name="isBrief">True to omit the upstream and what it answered.</param>
    public static void Write(Utf8JsonWriter json, RelayStatus relay, bool isBrief)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        json.WriteStartObject();
        json.WriteString("state"u8, relay.State(now));
        WriteMembers(json, relay.Queue);
        json.WriteNumber("filled"u8, Math.Round(relay.Filled(now), 4));
        if (!isBrief)
        {
            json.WriteString("to"u8, relay.To);
            json.WriteBoolean("mirror"u8, relay.IsMirror);
            json.WriteNumber("maxBytes"u8, relay.MaxBytes);
            json.WriteNumber("maxAgeSeconds"u8, (long)relay.MaxAge.TotalSeconds);
            json.WriteNumber("taken"u8, relay.Taken);
            json.WriteNumber("tries"u8, relay.Tries);
            json.WriteString("failure"u8, relay.Failure);
            json.WriteString("failingSince"u8, Time(relay.FailingSince));
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the state of the queue.</summary>
    public static void WriteMembers(Utf8JsonWriter json, QueueStatus queue)
    {
        json.WriteNumber("waiting"u8, queue.Waiting);
        json.WriteNumber("refused"u8, queue.Refused);
        json.WriteNumber("bytes"u8, queue.Bytes);
        json.WriteString("oldestAt"u8, Time(queue.OldestAt));
    }

    /// <summary>Writes the list of refused calls.</summary>
    public static void WriteRefused(Utf8JsonWriter json, IEnumerable<QueuedCall> calls)
    {
        json.WriteStartArray("refused"u8);
        foreach (QueuedCall call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id.ToString());
            json.WriteString("receivedAt"u8, Time(call.ReceivedAt));
            json.WriteString("source"u8, call.Source);
            json.WriteString("environment"u8, call.Environment);
            json.WriteString("refusedAt"u8, Time(call.RefusedAt));
            json.WriteNumber("status"u8, call.Status ?? 0);
            json.WriteString("answer"u8, call.Answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Time(long? milliseconds) => DeliveryJson.Time(milliseconds);
}
