using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Doors.Prometheus;

/// <summary>An incident as an alert of Alertmanager's API. If it was posted as an alert it keeps its labels; otherwise they are made from the incident.</summary>
internal sealed class ListedAlert
{
    /// <summary>A longer description is not read as an alert.</summary>
    private const int MaxAlertCharacters = 64 * 1024;

    /// <summary>The name of the only receiver.</summary>
    public const string Receiver = "callgoose";

    private readonly IncidentDetails incident;
    private readonly SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);
    private string generator = string.Empty;

    private ListedAlert(IncidentDetails incident) => this.incident = incident;

    /// <summary>Creates the alert of an incident.</summary>
    public static ListedAlert Of(IncidentDetails incident)
    {
        var alert = new ListedAlert(incident);
        if (!alert.ReadAlert())
        {
            alert.labels.Clear();
            alert.annotations.Clear();
            alert.labels["alertname"] = incident.Incident.Title;
            alert.labels["integration"] = incident.Incident.Integration ?? string.Empty;
            alert.labels["urgency"] = incident.Incident.Urgency.ToText();
            alert.annotations["summary"] = incident.Incident.Title;
        }

        alert.labels.TryAdd("service", incident.Incident.Service);
        return alert;
    }

    /// <summary>Whether the alert satisfies a matcher.</summary>
    public bool Satisfies(LabelMatcher matcher) => matcher.Takes(labels.GetValueOrDefault(matcher.Name, string.Empty));

    /// <summary>Writes the alert.</summary>
    public void Write(Utf8JsonWriter json)
    {
        IncidentSummary summary = incident.Incident;
        json.WriteStartObject();
        Write(json, "annotations", annotations);
        json.WriteTime("endsAt"u8, summary.ExpiresAt ?? summary.LastSeenAt + (long)PostedAlerts.ResolveTimeout.TotalMilliseconds);
        json.WriteString("fingerprint"u8, summary.IncidentKey ?? summary.Id.ToString());
        json.WriteStartArray("receivers"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, Receiver);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteTime("startsAt"u8, summary.TriggeredAt);
        json.WriteStartObject("status"u8);
        json.WriteStartArray("inhibitedBy"u8);
        json.WriteEndArray();
        json.WriteStartArray("silencedBy"u8);
        json.WriteEndArray();
        json.WriteString("state"u8, "active");
        json.WriteEndObject();
        json.WriteTime("updatedAt"u8, summary.LastSeenAt);
        json.WriteString("generatorURL"u8, generator);
        Write(json, "labels", labels);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string label, string value) in texts)
        {
            json.WriteString(label, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the original alert: incidents of this API have it as their description.</summary>
    private bool ReadAlert()
    {
        if (incident.Incident.Integration != "PrometheusServer" || incident.Description.Length > MaxAlertCharacters)
        {
            return false;
        }

        try
        {
            using var alert = JsonDocument.Parse(incident.Description);
            if (alert.RootElement.TryGetProperty("generatorURL"u8, out JsonElement url) && url.ValueKind == JsonValueKind.String)
            {
                generator = url.GetString()!;
            }

            Read(alert.RootElement, "annotations"u8, annotations);
            return Read(alert.RootElement, "labels"u8, labels);
        }
        catch (JsonException)
        {
            // A custom schema file may set other descriptions.
            return false;
        }
    }

    private static bool Read(JsonElement alert, ReadOnlySpan<byte> name, SortedDictionary<string, string> texts)
    {
        if (alert.ValueKind != JsonValueKind.Object || !alert.TryGetProperty(name, out JsonElement members) || members.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (JsonProperty member in members.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.String))
        {
            texts[member.Name] = member.Value.GetString()!;
        }

        return texts.Count > 0;
    }
}
