using System.Text.Json;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Relay;
using Callgoose.Payloads;
using Callgoose.Storage;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>: for load balancers and service managers, without a token.</summary>
internal sealed class HealthEndpoint(IServerStorage storage, LiveSettings settings, DeliveryService delivery, RelayService? relay)
{
    /// <summary>Answers that the process is up.</summary>
    public static Task AliveAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static json => json.WriteString("status"u8, "alive"u8));

    /// <summary>
    /// Answers 200 if the store takes writes, else 503. A refused schema file or an unreachable destination is reported, but does not make the server unready.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The token of the request, if it may read; null otherwise. Only with a token does the answer show the state of destinations.</param>
    public Task ReadyAsync(HttpContext context, ApiToken? token)
    {
        string? fault = storage.Fault;
        bool ready = storage.Incidents.IsHealthy && storage.Tokens.IsHealthy && fault is null;
        SchemaStatus schemas = settings.Schemas;
        return JsonAnswer.WriteAsync(context, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteBoolean("ready"u8, ready);
            if (fault is not null)
            {
                json.WriteString("fault"u8, fault);
            }

            if (schemas.Files.Count + schemas.Refused.Count > 0)
            {
                json.WriteStartObject("schemas"u8);
                WriteTexts(json, "files"u8, schemas.Files);
                WriteTexts(json, "refused"u8, schemas.Refused);
                WriteTexts(json, "warnings"u8, schemas.Warnings);
                json.WriteEndObject();
            }

            if (settings.Reload is { RefusedAt: long refusedAt } reload)
            {
                json.WriteStartObject("configuration"u8);
                json.WriteString("state"u8, "refused"u8);
                json.WriteTime("refusedAt"u8, refusedAt);
                json.WriteString("detail"u8, "The newest configuration was refused; the one before stays in force. Correct it, run 'callgoose check', and send SIGHUP again.");
                if (token is not null && DeliveryEndpoint.SeesReasons(token))
                {
                    WriteTexts(json, "problems"u8, reload.Problems);
                }

                json.WriteEndObject();
            }

            if (storage.DamagedLogs.Count > 0)
            {
                WriteTexts(json, "damaged"u8, storage.DamagedLogs);
            }

            if (token is not null && relay?.Status is RelayStatus line)
            {
                json.WritePropertyName("relay"u8);
                RelayJson.Write(json, line, isBrief: true);
            }

            if (token is not null && delivery.Status is { Count: > 0 } destinations)
            {
                json.WriteStartObject("destinations"u8);
                foreach (DestinationStatus destination in destinations)
                {
                    json.WriteStartObject(destination.Name);
                    json.WriteString("state"u8, destination.State);
                    json.WriteString("reason"u8, DeliveryEndpoint.SeesReasons(token) ? destination.Reason : null);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        });
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
