using System.Security.Cryptography;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors.PagerDuty;

/// <summary>Validates alert events of the Events API v2, and adds a key to those without one.</summary>
internal static class PagerDutyEvent
{
    /// <summary>The API's limit for a key.</summary>
    private const int MaxKeyBytes = 255;

    /// <summary>The member that holds the token.</summary>
    public static ReadOnlySpan<byte> RoutingKey => "routing_key"u8;

    /// <summary>The refusal of an event with too many routing keys. No client sends that, and removing each would cost more than reading the body.</summary>
    public static Problem TooManyKeys { get; } = InvalidEvent("'routing_key' stands in the event more than 8 times.");

    /// <summary>The member that identifies the incident.</summary>
    public static ReadOnlySpan<byte> DedupKey => "dedup_key"u8;

    private static ReadOnlySpan<byte> EventAction => "event_action"u8;

    /// <summary>Checks that a body is an object.</summary>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Check(TextArena body)
    {
        PayloadError error = JsonMembers.Check(body, out bool isObject);
        return !error.IsNone ? Problems.InvalidPayload(error, body.Written)
            : isObject ? null
            : InvalidEvent("The event is a JSON object, and this is another value.");
    }

    /// <summary>Removes the routing key from a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="buffer">A buffer for the key.</param>
    /// <param name="length">The length of the key in characters; 0 if there is none.</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? TakeKey(TextArena body, Span<char> buffer, out int length)
    {
        length = 0;
        if (Check(body) is Problem problem)
        {
            return problem;
        }

        length = JsonMembers.Read(JsonMembers.FindText(body.Written, RoutingKey), buffer);
        if (!JsonMembers.Remove(body, RoutingKey))
        {
            return TooManyKeys;
        }

        TokenCopies.Hide(body, buffer[..length]);
        return null;
    }

    /// <summary>Validates an event. Gives a new alert without a key the key that its resolve will use.</summary>
    /// <param name="call">The call, whose body is an object.</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Complete(IncomingCall call)
    {
        ReadOnlySpan<byte> json = call.Body.Written;
        Span<char> action = stackalloc char[16];
        action = action[..JsonMembers.Read(JsonMembers.FindText(json, EventAction), action)];
        bool isTrigger = action is "trigger";
        if (!isTrigger && action is not ("acknowledge" or "resolve"))
        {
            return InvalidEvent("'event_action' is missing or is none of 'trigger', 'acknowledge', 'resolve'.");
        }

        if (JsonMembers.Find(json, DedupKey, out JsonTokenType written).Length > 0 && written is not (JsonTokenType.String or JsonTokenType.Null))
        {
            // A substitute key would not match the resolve event.
            return InvalidEvent("'dedup_key' is not a text; write it in quotes.");
        }

        bool hasKey = !JsonMembers.FindText(json, DedupKey).IsEmpty;
        if (hasKey && JsonMembers.FindText(json, DedupKey).Length > MaxKeyBytes + 2)
        {
            return InvalidEvent("'dedup_key' has more than 255 characters.");
        }

        if (!isTrigger)
        {
            return hasKey ? null : InvalidEvent("'dedup_key' is missing or blank; without it nothing tells which alert is meant.");
        }

        ReadOnlySpan<byte> payload = JsonMembers.Find(json, "payload"u8, out JsonTokenType kind);
        if (kind != JsonTokenType.StartObject)
        {
            return InvalidEvent("'payload' is missing or not an object.");
        }

        string? missing = JsonMembers.FindText(payload, "summary"u8).IsEmpty ? "summary"
            : JsonMembers.FindText(payload, "source"u8).IsEmpty ? "source"
            : JsonMembers.FindText(payload, "severity"u8).IsEmpty ? "severity"
            : null;
        if (missing is not null)
        {
            return InvalidEvent($"'payload.{missing}' is missing, blank or not a text.");
        }

        if (!hasKey)
        {
            AddKey(call);
        }

        return null;
    }

    /// <summary>Adds a key. A repeated delivery gets the same key as the first; without a delivery id each event is a separate alert.</summary>
    private static void AddKey(IncomingCall call)
    {
        Span<byte> member = stackalloc byte[14 + 32 + 1];
        "\"dedup_key\":\""u8.CopyTo(member);
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call.Id.WriteBytes(id);
        if (!call.DeliveryId.IsEmpty)
        {
            Span<byte> named = stackalloc byte[TimeOrderedId.ByteLength + 255];
            call.TokenId.WriteBytes(named);
            call.Text[call.DeliveryId].CopyTo(named[TimeOrderedId.ByteLength..]);
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(named[..(TimeOrderedId.ByteLength + call.DeliveryId.Length)], digest);
            digest[..id.Length].CopyTo(id);
        }

        Convert.TryToHexStringLower(id, member[13..], out int length);
        member[13 + length] = (byte)'"';
        JsonMembers.Remove(call.Body, DedupKey);
        JsonMembers.Add(call.Body, member[..(14 + length)]);
    }

    private static Problem InvalidEvent(string detail) => new(400, "invalid-event", "Invalid event", detail);
}
