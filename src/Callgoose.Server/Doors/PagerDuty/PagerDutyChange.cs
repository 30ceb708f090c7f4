using System.Globalization;
using System.Text.Json;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Doors.PagerDuty;

/// <summary>Validates change events of the Events API v2.</summary>
internal static class PagerDutyChange
{
    /// <summary>The API's limit for a summary.</summary>
    private const int MaxSummary = 1024;

    private const int MaxSource = 255;

    /// <summary>Reads a change event.</summary>
    /// <param name="call">The call, whose body is an object without the routing key.</param>
    /// <param name="environment">The environment of its token.</param>
    /// <param name="services">The services in its token's reach.</param>
    /// <param name="change">The event.</param>
    /// <returns>The refusal, or null.</returns>
    public static Problem? Read(IncomingCall call, string environment, IReadOnlyList<string> services, out ChangeEvent? change)
    {
        change = null;
        byte[] body = call.Body.Written.ToArray();
        using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = PayloadReader.MaxDepth });
        if (!TryFind(document.RootElement, "payload", JsonValueKind.Object, out JsonElement payload))
        {
            return Invalid("'payload' is missing or not an object.");
        }

        string summary = TextOf(payload, "summary").Trim();
        if (summary.Length is 0 or > MaxSummary)
        {
            return Invalid(summary.Length == 0 ? "'payload.summary' is missing or blank." : "'payload.summary' has more than 1024 characters.");
        }

        string source = TextOf(payload, "source").Trim();
        change = new ChangeEvent(
            call.Id, environment, services, source.Length == 0 ? null : Cut(source, MaxSource), summary, TimeOf(payload, call.ReceivedAt), call.ReceivedAt, body);
        return null;
    }

    /// <summary>Returns the sender's time, unless it is invalid or more than a day in the future, which no change is.</summary>
    private static long TimeOf(JsonElement payload, long receivedAt)
    {
        const long Day = 24 * 60 * 60 * 1000;
        return DateTimeOffset.TryParse(TextOf(payload, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            && at.ToUnixTimeMilliseconds() is long time and > 0 && time < receivedAt + Day
            ? time
            : receivedAt;
    }

    private static string TextOf(JsonElement payload, string name) =>
        TryFind(payload, name, JsonValueKind.String, out JsonElement text) ? text.GetString()! : string.Empty;

    private static bool TryFind(JsonElement within, string name, JsonValueKind kind, out JsonElement value) =>
        within.TryGetProperty(name, out value) && value.ValueKind == kind;

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static Problem Invalid(string detail) => new(400, "invalid-event", "Invalid event", detail);
}
