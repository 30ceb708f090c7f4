using System.Globalization;
using System.Text.Json;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Delivery.Sending;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Api;

/// <summary>Deliveries, destinations and routes as JSON, for the API and <c>--json</c>.</summary>
internal static class DeliveryJson
{
    /// <summary>Writes a delivery.</summary>
    public static void Write(Utf8JsonWriter json, DeliveryRow row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.Id.Length == 0 ? null : row.Id);
        json.WriteString("destination"u8, row.Destination.Length == 0 ? null : row.Destination);
        json.WriteString("incident"u8, row.Incident.ToString());
        json.WriteNumber("number"u8, row.Number);
        json.WriteString("event"u8, row.Event);
        json.WriteString("state"u8, row.State.ToText());
        json.WriteNumber("tries"u8, row.Tries);
        json.WriteString("createdAt"u8, Time(row.CreatedAt));
        json.WriteString("triedAt"u8, Time(row.TriedAt));
        json.WriteString("dueAt"u8, row.State == DeliveryState.Waiting ? Time(Math.Max(row.DueAt, row.CreatedAt)) : null);
        json.WriteString("finishedAt"u8, Time(row.FinishedAt));
        if (row.Status is int status)
        {
            json.WriteNumber("status"u8, status);
        }
        else
        {
            json.WriteNull("status"u8);
        }

        json.WriteString("answer"u8, row.Answer);
        json.WriteEndObject();
    }

    /// <summary>Writes a destination.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="status">The destination's status.</param>
    /// <param name="hasReason">True to include the reason. It may quote a receiver's answer to a message about any incident.</param>
    /// <param name="line">The destination's line in the configuration file; 0 if it is not there.</param>
    public static void Write(Utf8JsonWriter json, DestinationStatus status, bool hasReason = true, int line = 0)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, status.Name);
        json.WriteString("kind"u8, status.Kind);
        json.WriteString("state"u8, status.State);
        json.WriteString("reason"u8, hasReason ? status.Reason : null);
        json.WriteNumber("waiting"u8, status.Waiting);
        json.WriteString("oldestAt"u8, Time(status.OldestAt));
        json.WriteString("deliveredAt"u8, Time(status.DeliveredAt));
        json.WriteNumber("delivered"u8, status.Delivered);
        json.WriteNumber("dead"u8, status.Dead);
        json.WriteNumber("tries"u8, status.Tries);
        if (line > 0)
        {
            json.WriteNumber("line"u8, line);
        }
        else
        {
            json.WriteNull("line"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the result of a test.</summary>
    public static void WriteMembers(Utf8JsonWriter json, SendResult result)
    {
        json.WriteString("verdict"u8, result.Verdict switch
        {
            SendVerdict.Delivered => "delivered",
            SendVerdict.Retry => "retry",
            _ => "refused",
        });
        if (result.Status is int status)
        {
            json.WriteNumber("status"u8, status);
        }
        else
        {
            json.WriteNull("status"u8);
        }

        json.WriteString("answer"u8, result.Answer);
    }

    /// <summary>Writes for each event of an incident what each route decides about it.</summary>
    public static void WriteRoutes(Utf8JsonWriter json, IEnumerable<(IncidentEvent Event, IReadOnlyList<RouteVerdict> Verdicts)> events)
    {
        json.WriteStartArray("events"u8);
        foreach ((IncidentEvent incident, IReadOnlyList<RouteVerdict> verdicts) in events)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, incident.Number);
            json.WriteString("event"u8, incident.Event);
            json.WriteString("at"u8, Time(incident.At));
            json.WriteStartArray("routes"u8);
            foreach (RouteVerdict verdict in verdicts)
            {
                json.WriteStartObject();
                json.WriteString("route"u8, verdict.Route);
                json.WriteBoolean("fires"u8, verdict.Fires);
                json.WriteString("reason"u8, verdict.Reason);
                json.WriteStartArray("to"u8);
                foreach (string name in verdict.To)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
                json.WriteStartArray("notTo"u8);
                foreach (HeldBackDestination one in verdict.NotTo)
                {
                    json.WriteStartObject();
                    json.WriteString("destination"u8, one.Destination);
                    json.WriteString("reason"u8, one.Reason);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Formats a time as RFC 3339 in UTC with milliseconds; null stays null.</summary>
    public static string? Time(long? milliseconds) => milliseconds is long at
        ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : null;
}
