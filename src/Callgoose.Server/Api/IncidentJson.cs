using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Api;

/// <summary>Incidents as JSON (ProcessApi.md 8).</summary>
internal static class IncidentJson
{
    /// <summary>Writes the members of an incident into the currently open object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, IncidentSummary incident)
    {
        json.WriteString("id"u8, incident.Id.ToString());
        json.WriteString("state"u8, incident.State.ToText());
        json.WriteString("urgency"u8, incident.Urgency.ToText());
        json.WriteString("service"u8, incident.Service);
        json.WriteString("environment"u8, incident.Environment);
        json.WriteString("source"u8, incident.Source);
        json.WriteString("integration"u8, incident.Integration);
        json.WriteString("incidentKey"u8, incident.IncidentKey);
        json.WriteString("title"u8, incident.Title);
        json.WriteNumber("occurrences"u8, incident.Occurrences);
        json.WriteTime("triggeredAt"u8, incident.TriggeredAt);
        json.WriteTime("lastSeen"u8, incident.LastSeenAt);
        json.WriteTime("resolvedAt"u8, incident.ResolvedAt);
        json.WriteTime("expiresAt"u8, incident.State == IncidentState.Resolved ? null : incident.ExpiresAt);
        json.WriteTime("heldUntil"u8, incident.State == IncidentState.Suppressed ? incident.HeldUntil : null);
    }

    /// <summary>Writes the members that only the answer for a single incident has: link, description and timeline.</summary>
    public static void WriteDetails(Utf8JsonWriter json, IncidentDetails details)
    {
        WriteMembers(json, details.Incident);
        json.WriteString("link"u8, details.Link);
        json.WriteString("description"u8, details.Description);
        json.WriteStartArray("timeline"u8);
        foreach (Transition transition in details.Timeline)
        {
            json.WriteStartObject();
            WriteTransition(json, transition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("linesLeftOut"u8, details.LinesLeftOut);
    }

    private static void WriteTransition(Utf8JsonWriter json, Transition transition)
    {
        json.WriteTime("at"u8, transition.At);
        json.WriteString("transition"u8, transition.Kind.ToText());
        json.WriteString("by"u8, transition.Origin.ToText());
        json.WriteString("cause"u8, transition.Cause);
        json.WriteString("callId"u8, transition.CallId == default ? null : transition.CallId.ToString());
        if (transition.Comment is not null)
        {
            json.WriteString("comment"u8, transition.Comment);
        }

        if (transition.Changes is IncidentChanges changes)
        {
            WriteChange(json, "title", changes.TitleWas, changes.TitleIs);
            WriteChange(json, "description", changes.DescriptionWas, changes.DescriptionIs);
            WriteChange(json, "urgency", changes.UrgencyWas?.ToText(), changes.UrgencyIs?.ToText());
            WriteJoined(json, changes.Joined);
        }
    }

    private static void WriteChange(Utf8JsonWriter json, string name, string? was, string? now)
    {
        if (now is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("was"u8, was);
            json.WriteString("is"u8, now);
            json.WriteEndObject();
        }
    }

    private static void WriteJoined(Utf8JsonWriter json, string? joined)
    {
        if (joined is not null)
        {
            json.WriteStartArray("joined"u8);
            foreach (string name in joined.Split('\n'))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
    }
}
