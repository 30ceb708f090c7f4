using System.Text;
using System.Text.Json;
using Callgoose.Auth.Signatures;
using Callgoose.Doors;
using Callgoose.Doors.Opsgenie;
using Callgoose.Doors.PagerDuty;
using Callgoose.Doors.Prometheus;
using Callgoose.Incidents;
using Callgoose.Storage.Tokens.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Tests.Shared;

/// <summary>
/// What every door promises for every body: it throws nothing, and either refuses the body or turns it into JSON with the meaning that the protocol
/// defines. The tests and the fuzzer share this.
/// </summary>
internal static class DoorPromises
{
    private static readonly OpsgenieDoor Opsgenie = new((_, _) => ValueTask.FromResult<string?>("alias"), TimeProvider.System);

    private static readonly SignatureScheme Signed = SignatureScheme.TryParse("hmac;header=S;timestamp=T;encoding=base64;prefix=v1,", out SignatureScheme? scheme, out _) ? scheme! : null!;

    /// <summary>The doors, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pagerduty", "change", "opsgenie", "close", "prometheus", "form", "multipart", "lines", "query", "signature"];

    /// <summary>Finds a promise that a door breaks for a body.</summary>
    /// <returns>The broken promise, or null.</returns>
    public static string? Broken(string door, ReadOnlySpan<byte> body)
    {
        var call = new IncomingCall();
        call.Body.Append(body);
        return door switch
        {
            "pagerduty" => PagerDuty(call),
            "change" => Change(call),
            "opsgenie" => Taken(Opsgenie, call, "/v2/alerts", string.Empty) ?? (call.Body.Length == 0 ? null : Has(call, "action", "Create") ?? HasText(call, "alias")),
            "close" => Taken(Opsgenie, call, "/v2/alerts/a%22%5C/close", "?identifierType=alias") ?? (call.Body.Length == 0 ? null : Has(call, "action", "Close") ?? HasText(call, "alias")),
            "prometheus" => Taken(PrometheusDoor.Instance, call, PrometheusDoor.Path, string.Empty),
            "form" => Form(call, "application/x-www-form-urlencoded"),
            "multipart" => Form(call, "multipart/form-data; boundary=x"),
            "lines" => Form(call, "application/x-ndjson", isAlwaysJson: false),
            "query" => Query(call, body),
            _ => Signature(body),
        };
    }

    private static string? PagerDuty(IncomingCall call)
    {
        Span<char> key = stackalloc char[200];
        return PagerDutyDoor.Instance.TakeToken(call.Body, key, out int length) is not null ? null
            : length > key.Length ? "a key that has no room"
            : NotJson(call) ?? (Member(call, "routing_key") is not null ? "the routing key is still there" : Taken(PagerDutyDoor.Instance, call, PagerDutyDoor.Path, string.Empty));
    }

    private static string? Change(IncomingCall call)
    {
        Span<char> key = stackalloc char[200];
        return PagerDutyEvent.TakeKey(call.Body, key, out _) is not null || PagerDutyChange.Read(call, string.Empty, ["s"], out ChangeEvent? change) is not null ? null
            : change!.Summary.Length is 0 or > 1024 ? "a summary without a bound"
            : Member(call, "routing_key") is not null ? "the routing key is still there" : null;
    }

    private static string? Taken(IDoor door, IncomingCall call, string path, string query)
    {
        var request = new HttpRequestFeature { Method = "POST", Path = path, QueryString = query };
        if (door.TakeBody(request, call, out PayloadForm form) is not null)
        {
            call.Body.Reset();
            return null;
        }

        return form == PayloadForm.Json ? NotJson(call) : "a protocol of JSON whose body is none";
    }

    private static string? Form(IncomingCall call, string type, bool isAlwaysJson = true)
    {
        byte[] before = call.Body.Written.ToArray();
        return BodyForm.Take(type, call.Body, out PayloadForm form) is not null ? null
            : form == PayloadForm.Json && isAlwaysJson ? NotJson(call)
            : form != PayloadForm.Json && !call.Body.Written.SequenceEqual(before) ? "what is no form was changed"
            : null;
    }

    private static string? Query(IncomingCall call, ReadOnlySpan<byte> body)
    {
        QueryPayload.Take("?" + Encoding.Latin1.GetString(body), call.Body);
        return call.Body.Written.IndexOf("&token="u8) >= 0 || call.Body.Written.StartsWith("token="u8) ? "a token among the fields" : Form(call, "application/x-www-form-urlencoded");
    }

    /// <summary>The bytes serve as header and as body: the signature must match neither.</summary>
    private static string? Signature(ReadOnlySpan<byte> body)
    {
        string text = Encoding.Latin1.GetString(body);
        var headers = new HeaderDictionary { ["S"] = text, ["T"] = text.Length > 20 ? "1" : text };
        return SignatureCheck.RefusalOf(Signed, [[1], [2]], headers, body, 1000) is null ? "a signature that nobody made" : null;
    }

    private static string? NotJson(IncomingCall call)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(call.Body.Written.ToArray(), new JsonDocumentOptions { MaxDepth = 256 });
            return null;
        }
        catch (JsonException e)
        {
            return $"{e.Message} in {Encoding.UTF8.GetString(call.Body.Written)}";
        }
    }

    private static string? Has(IncomingCall call, string name, string value) => Member(call, name)?.GetString() == value ? null : $"'{name}' is not '{value}'";

    private static string? HasText(IncomingCall call, string name) =>
        Member(call, name) is { ValueKind: JsonValueKind.String } text && text.GetString()!.Trim().Length > 0 ? null : $"'{name}' is missing or blank";

    private static JsonElement? Member(IncomingCall call, string name)
    {
        using JsonDocument document = JsonDocument.Parse(call.Body.Written.ToArray(), new JsonDocumentOptions { MaxDepth = 256 });
        return document.RootElement.TryGetProperty(name, out JsonElement value) ? value.Clone() : null;
    }
}
