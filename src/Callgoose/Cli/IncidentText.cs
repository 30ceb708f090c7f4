using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>Formats incidents for people.</summary>
internal static class IncidentText
{
    /// <summary>How many of an id's last digits a terminal shows.</summary>
    private const int ShortId = 8;

    /// <summary>The maximum width of the service and key columns on a terminal: people read the title.</summary>
    private const int NarrowColumn = 12;

    /// <summary>Formats one line per incident: shortened to fit a terminal, complete for any other output.</summary>
    /// <param name="incidents">The incidents.</param>
    /// <param name="now">The time for computing ages.</param>
    public static string Table(IReadOnlyList<JsonElement> incidents, DateTimeOffset now) => Table(incidents, now, TerminalSize.Width);

    /// <summary>Formats one line per incident.</summary>
    /// <param name="incidents">The incidents.</param>
    /// <param name="now">The time for computing ages.</param>
    /// <param name="width">The number of columns; unlimited for a pipe or a file.</param>
    public static string Table(IReadOnlyList<JsonElement> incidents, DateTimeOffset now, int width)
    {
        if (width == int.MaxValue)
        {
            return Whole(incidents);
        }

        bool isWide = width >= 110;
        var table = isWide
            ? new TextTable("ID", "STATE", "URGENCY", "AGE", "SEEN", "SERVICE", "KEY", "TITLE") { MaxWidth = width }
            : new TextTable("ID", "STATE", "URG", "AGE", "SERVICE", "KEY", "TITLE") { MaxWidth = width };
        foreach (JsonElement incident in incidents)
        {
            string state = Text(incident, "state");
            string age = ShortAge(now - DateTimeOffset.Parse(Text(incident, "triggeredAt"), CultureInfo.InvariantCulture));
            string[] cells =
            [
                Text(incident, "id")[^ShortId..], isWide ? state : ShortState(state), Text(incident, "urgency"), age,
                incident.GetProperty("occurrences").GetInt64().ToString(CultureInfo.InvariantCulture),
                Cut(Text(incident, "service"), isWide ? 2 * NarrowColumn : NarrowColumn), Cut(Text(incident, "incidentKey"), isWide ? 2 * NarrowColumn : NarrowColumn),
                Title(incident),
            ];
            table.Add(isWide ? cells : [.. cells[..4], .. cells[5..]]);
        }

        return table.ToString();
    }

    private static string Whole(IReadOnlyList<JsonElement> incidents)
    {
        var table = new TextTable("ID", "STATE", "URGENCY", "TRIGGERED", "SEEN", "SERVICE", "ENVIRONMENT", "KEY", "TITLE");
        foreach (JsonElement incident in incidents)
        {
            table.Add(
                Text(incident, "id"), Text(incident, "state"), Text(incident, "urgency"), Text(incident, "triggeredAt"),
                incident.GetProperty("occurrences").GetInt64().ToString(CultureInfo.InvariantCulture),
                Text(incident, "service"), Text(incident, "environment"), Text(incident, "incidentKey"), Text(incident, "title"));
        }

        return table.ToString();
    }

    /// <summary>Returns the title without its source, which takes space and seldom adds information.</summary>
    private static string Title(JsonElement incident)
    {
        string title = Text(incident, "title");
        string source = Text(incident, "source") + " - ";
        return source.Length > 3 && title.StartsWith(source, StringComparison.Ordinal) ? title[source.Length..] : title;
    }

    private static string ShortState(string state) => state switch
    {
        "triggered" => "open",
        "acknowledged" => "acked",
        "suppressed" => "held",
        _ => state,
    };

    /// <summary>Formats an age in at most six characters.</summary>
    public static string ShortAge(TimeSpan age) =>
        age.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d{(age.TotalDays < 100 && age.Hours > 0 ? $"{age.Hours}h" : string.Empty)}")
        : age.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h{(age.Minutes > 0 ? $"{age.Minutes}m" : string.Empty)}")
        : age.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)age.TotalSeconds)}s");

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    /// <summary>Formats everything about one incident.</summary>
    public static string Details(JsonElement incident)
    {
        var text = new StringBuilder();
        foreach (string name in (string[])["title", "id", "state", "urgency", "service", "environment", "source", "integration", "incidentKey", "triggeredAt", "lastSeen", "resolvedAt", "expiresAt", "heldUntil", "link"])
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

        if (incident.TryGetProperty("linesLeftOut", out JsonElement leftOut) && leftOut.GetInt64() is > 0 and long count)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count} further lines are not shown: the first one is, and the newest ones.\n");
        }

        return text.ToString();
    }

    /// <summary>Appends what a newer report changed, and which members joined its group.</summary>
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

    /// <summary>Describes a transition.</summary>
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
