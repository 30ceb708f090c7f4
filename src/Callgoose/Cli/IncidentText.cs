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
        foreach (string name in (string[])["title", "id", "state", "urgency", "service", "environment", "source", "integration", "incidentKey", "triggeredAt", "lastSeen", "resolvedAt", "expiresAt", "heldUntil"])
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
            text.Append(CultureInfo.InvariantCulture, $"{Text(line, "at")}  {Words(Text(line, "transition"))} by {TerminalText.Line(Cause(line) + comment)}\n");
            AppendChanges(text, line);
        }

        return text.ToString();
    }

    /// <summary>What a newer report changed, and which members of its group joined.</summary>
    private static void AppendChanges(StringBuilder text, JsonElement line)
    {
        foreach (string name in (string[])["urgency", "title", "description"])
        {
            if (line.TryGetProperty(name, out JsonElement change))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {name}: {TerminalText.Line(Text(change, "was"))} -> {TerminalText.Line(Text(change, "is"))}\n");
            }
        }

        if (line.TryGetProperty("joined", out JsonElement joined))
        {
            text.Append(CultureInfo.InvariantCulture, $"    joined: {TerminalText.Line(string.Join(", ", joined.EnumerateArray().Select(static name => name.GetString())))}\n");
        }
    }

    private static string Cause(JsonElement line) => Text(line, "by") switch
    {
        "expiry" => "its own time to end",
        "maintenance_end" => "the end of the maintenance",
        _ => Text(line, "cause"),
    };

    /// <summary>A transition in words.</summary>
    private static string Words(string transition) => transition switch
    {
        "suppressed" => "held by a maintenance",
        "resolve_late" => "resolve came late",
        "resolve_withheld" => "not a recovery",
        "delivery_failed" => "delivery failed",
        _ => transition,
    };

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
