using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>Incidents for people.</summary>
internal static class IncidentText
{
    private const int TitleWidth = 60;

    /// <summary>A line for each incident of a list.</summary>
    public static string Table(JsonElement list)
    {
        var table = new TextTable("ID", "STATE", "URGENCY", "TRIGGERED", "SEEN", "SERVICE", "ENVIRONMENT", "TITLE");
        foreach (JsonElement incident in list.GetProperty("incidents").EnumerateArray())
        {
            string title = Text(incident, "title");
            table.Add(
                Text(incident, "id"), Text(incident, "state"), Text(incident, "urgency"), Text(incident, "triggeredAt"),
                incident.GetProperty("occurrences").GetInt64().ToString(CultureInfo.InvariantCulture),
                Text(incident, "service"), Text(incident, "environment"),
                title.Length <= TitleWidth ? title : string.Concat(title.AsSpan(0, TitleWidth - 1), "…"));
        }

        return table.ToString();
    }

    /// <summary>All about one incident.</summary>
    public static string Details(JsonElement incident)
    {
        var text = new StringBuilder();
        foreach (string name in (string[])["title", "id", "state", "urgency", "service", "environment", "source", "incidentKey", "triggeredAt", "lastSeen", "resolvedAt"])
        {
            if (Text(incident, name) is { Length: > 0 } value)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name,-12}  {TerminalText.Line(value)}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"{"occurrences",-12}  {incident.GetProperty("occurrences")}\n\n{TerminalText.Block(Text(incident, "description"))}\n\n");
        foreach (JsonElement line in incident.GetProperty("timeline").EnumerateArray())
        {
            string comment = line.TryGetProperty("comment", out JsonElement said) ? $": {said.GetString()}" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"{Text(line, "at")}  {Text(line, "transition")} by {TerminalText.Line(Text(line, "cause") + comment)}\n");
        }

        return text.ToString();
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
