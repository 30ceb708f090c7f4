using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>Formats a report for people, in at most eighty columns.</summary>
internal static class ReportText
{
    private const int Columns = 80;
    private const int NameWidth = 22;
    private const int KeyWidth = 28;
    private const int ShownServices = 15;
    private const int ShownKeys = 10;
    private const int BarWidth = 40;
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report, in the form of <c>GET /v1/report</c>.</param>
    /// <param name="zone">The time zone of its days.</param>
    public static string Write(JsonElement report, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Incidents from {Local(report, "since", zone)} to {Local(report, "until", zone)} ({zone.Id})\n");
        if (report.GetProperty("state").GetString() == "building")
        {
            text.Append("Still counting what is stored: there may be more.\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nopened       {Count(report, "opened")}, of these {Count(report, "high")} of high urgency, {Count(report, "night")} at night ({report.GetProperty("nightBegins")} to {report.GetProperty("nightEnds")})\n");
        text.Append(CultureInfo.InvariantCulture, $"acknowledged {Duration(report.GetProperty("acknowledged"))}\nresolved     {Duration(report.GetProperty("resolved"))}\n");
        WriteTimes(text, report, zone);
        WriteServices(text, report);
        WriteSources(text, report);
        WriteKeys(text, report);
        WriteNight(text, report, zone);
        return text.ToString();
    }

    private static void WriteTimes(StringBuilder text, JsonElement report, TimeZoneInfo zone)
    {
        JsonElement[] periods = [.. report.GetProperty("periods").EnumerateArray()];
        bool isByHour = report.GetProperty("step").GetString() == "hour";
        text.Append(CultureInfo.InvariantCulture, $"\nBy {(isByHour ? "hour" : "day")}\n");
        int[] counts = [.. periods.Select(static period => period.GetProperty("opened").GetInt32())];
        int most = Math.Max(1, counts.Max());
        foreach ((JsonElement period, int count) in periods.Zip(counts))
        {
            DateTimeOffset from = TimeZoneInfo.ConvertTime(period.GetProperty("from").GetDateTimeOffset(), zone);
            string label = from.ToString(isByHour ? "ddd HH:mm" : "ddd yyyy-MM-dd", CultureInfo.InvariantCulture);
            string bar = new('█', (count * BarWidth + most - 1) / most);
            text.Append(CultureInfo.InvariantCulture, $"  {label}  {bar}{(count > 0 ? " " : string.Empty)}{count}\n");
        }

        int[] hours = [.. report.GetProperty("hours").EnumerateArray().Select(static hour => hour.GetInt32())];
        int mostOfHour = Math.Max(1, hours.Max());
        string line = string.Concat(hours.Select(hour => new string(Blocks[hour == 0 ? 0 : 1 + (hour * (Blocks.Length - 2) / mostOfHour)], 2)));
        text.Append(CultureInfo.InvariantCulture, $"\nBy hour of the day, at most {hours.Max()} in one\n  {line}\n  00    03    06    09    12    15    18    21\n");
    }

    private static void WriteServices(StringBuilder text, JsonElement report)
    {
        JsonElement[] services = [.. report.GetProperty("services").EnumerateArray()];
        var table = new TextTable("SERVICE", "OPENED", "HIGH", "NIGHT", "ACK P50", "P95", "RESOLVED P50", "P95") { MaxWidth = Columns };
        foreach (JsonElement service in services.Take(ShownServices))
        {
            JsonElement acknowledged = service.GetProperty("acknowledged");
            JsonElement resolved = service.GetProperty("resolved");
            table.Add(
                Cut(service.GetProperty("name").GetString() ?? string.Empty, NameWidth), Count(service, "opened"), Count(service, "high"), Count(service, "night"),
                Short(acknowledged, "medianSeconds"), Short(acknowledged, "p95Seconds"), Short(resolved, "medianSeconds"), Short(resolved, "p95Seconds"));
        }

        Append(text, services.Length, table, services.Length - ShownServices);
    }

    private static void WriteSources(StringBuilder text, JsonElement report)
    {
        JsonElement[] sources = [.. report.GetProperty("sources").EnumerateArray()];
        var table = new TextTable("SOURCE", "OPENED", "HIGH", "NIGHT") { MaxWidth = Columns };
        foreach (JsonElement source in sources.Take(ShownServices))
        {
            table.Add(Cut(source.GetProperty("name").GetString() ?? "none given", NameWidth), Count(source, "opened"), Count(source, "high"), Count(source, "night"));
        }

        Append(text, sources.Length, table, sources.Length - ShownServices);
    }

    private static void WriteKeys(StringBuilder text, JsonElement report)
    {
        JsonElement[] keys = [.. report.GetProperty("keys").EnumerateArray()];
        var table = new TextTable("NOISIEST KEY", "OPENED", "SERVICE", "NEWEST TITLE") { MaxWidth = Columns };
        foreach (JsonElement key in keys.Take(ShownKeys))
        {
            JsonElement newest = key.GetProperty("newest");
            table.Add(Cut(key.GetProperty("key").GetString()!, KeyWidth), Count(key, "opened"), Cut(newest.GetProperty("service").GetString()!, NameWidth), newest.GetProperty("title").GetString()!);
        }

        Append(text, keys.Length, table, 0);
    }

    private static void WriteNight(StringBuilder text, JsonElement report, TimeZoneInfo zone)
    {
        JsonElement[] incidents = [.. report.GetProperty("nightIncidents").EnumerateArray()];
        var table = new TextTable("AT NIGHT", "URG", "SERVICE", "TITLE") { MaxWidth = Columns };
        foreach (JsonElement incident in incidents.Take(ShownKeys))
        {
            table.Add(
                Local(incident, "triggeredAt", zone), incident.GetProperty("urgency").GetString()!, Cut(incident.GetProperty("service").GetString()!, NameWidth), incident.GetProperty("title").GetString()!);
        }

        Append(text, incidents.Length, table, 0);
    }

    private static void Append(StringBuilder text, int rows, TextTable table, int leftOut)
    {
        if (rows > 0)
        {
            text.Append('\n').Append(table);
        }

        if (leftOut > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {leftOut} more: --json has them\n");
        }
    }

    private static string Duration(JsonElement duration) => duration.GetProperty("count").GetInt32() is > 0 and int count
        ? string.Create(CultureInfo.InvariantCulture, $"{count}, half of them within {Long(duration, "medianSeconds")}, 95 % within {Long(duration, "p95Seconds")}")
        : "none";

    private static string Long(JsonElement duration, string name) => PostmortemMarkdown.Length((long)(duration.GetProperty(name).GetDouble() * 1000));

    private static string Short(JsonElement duration, string name) => duration.GetProperty(name) is { ValueKind: JsonValueKind.Number } seconds
        ? IncidentText.ShortAge(TimeSpan.FromSeconds(seconds.GetDouble()))
        : "-";

    private static string Count(JsonElement of, string name) => of.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture);

    private static string Local(JsonElement of, string name, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(of.GetProperty(name).GetDateTimeOffset(), zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Cut(string text, int width)
    {
        string line = TerminalText.Line(text);
        return line.Length <= width ? line : line[..(char.IsHighSurrogate(line[width - 2]) ? width - 2 : width - 1)] + "…";
    }
}
