using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Api;

/// <summary>Change events as JSON.</summary>
internal static class ChangeJson
{
    /// <summary>Writes change events as an array member.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="changes">The events.</param>
    /// <param name="services">The services that the reader may see; names of other services are omitted. Null for all services.</param>
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<ChangeEvent> changes, IReadOnlyCollection<string>? services = null)
    {
        json.WriteStartArray("changes"u8);
        foreach (ChangeEvent change in changes)
        {
            json.WriteStartObject();
            WriteMembers(json, change, services);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the members of one change event, including the original event if it is available.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="change">The event.</param>
    /// <param name="services">The services that the reader may see; null for all services.</param>
    public static void WriteMembers(Utf8JsonWriter json, ChangeEvent change, IReadOnlyCollection<string>? services = null)
    {
        json.WriteString("id"u8, change.Id.ToString());
        json.WriteTime("at"u8, change.At);
        json.WriteTime("receivedAt"u8, change.ReceivedAt);
        json.WriteString("summary"u8, change.Summary);
        json.WriteString("source"u8, change.Source);
        json.WriteStartArray("services"u8);
        foreach (string service in change.Services.Where(service => services?.Contains(service) != false))
        {
            json.WriteStringValue(service);
        }

        json.WriteEndArray();
        if (change.Body is byte[] body)
        {
            json.WritePropertyName("event"u8);
            json.WriteRawValue(body);
        }
    }
}
