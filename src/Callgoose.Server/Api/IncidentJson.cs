using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage;

namespace Callgoose.Api;

/// <summary>Incidents as JSON (process-api.md 8).</summary>
internal static class IncidentJson
{
    /// <summary>Writes the members of an incident into the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IncidentSummary incident)
    {
        json.WriteString("id"u8, incident.Id.ToString());
        json.WriteString("state"u8, incident.State.ToText());
        json.WriteString("urgency"u8, incident.Urgency.ToText());
        json.WriteString("service"u8, incident.Service);
        json.WriteString("environment"u8, incident.Environment);
        json.WriteString("source"u8, incident.Source);
        json.WriteString("incidentKey"u8, incident.IncidentKey);
        json.WriteString("title"u8, incident.Title);
        json.WriteNumber("occurrences"u8, incident.Occurrences);
        json.WriteTime("triggeredAt"u8, incident.TriggeredAt);
        json.WriteTime("lastSeen"u8, incident.LastSeenAt);
        json.WriteTime("resolvedAt"u8, incident.ResolvedAt);
    }

    /// <summary>Writes what only the page of one incident has: its description and its timeline.</summary>
    public static void WriteDetails(Utf8JsonWriter json, IncidentDetails details)
    {
        WriteMembers(json, details.Incident);
        json.WriteString("description"u8, details.Description);
        json.WriteStartArray("timeline"u8);
        foreach (Transition transition in details.Timeline)
        {
            json.WriteStartObject();
            json.WriteTime("at"u8, transition.At);
            json.WriteString("transition"u8, transition.Kind.ToText());
            json.WriteString("cause"u8, transition.Cause);
            json.WriteString("callId"u8, transition.CallId.ToString());
            if (transition.Comment is not null)
            {
                json.WriteString("comment"u8, transition.Comment);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
