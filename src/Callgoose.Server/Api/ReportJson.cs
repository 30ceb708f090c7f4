using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Overview;

namespace Callgoose.Api;

/// <summary>Reports as JSON, for <c>GET /v1/report</c> and <c>callgoose report --json</c>.</summary>
internal static class ReportJson
{
    /// <summary>Writes the members of a report into the currently open object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, OverviewReport report, TimeZoneInfo zone)
    {
        json.WriteString("state"u8, report.IsBuilding ? "building"u8 : "complete"u8);
        json.WriteTime("since"u8, report.Since);
        json.WriteTime("until"u8, report.Until);
        json.WriteString("zone"u8, zone.Id);
        json.WriteString("nightBegins"u8, $"{OverviewReport.NightBegins:00}:00");
        json.WriteString("nightEnds"u8, $"{OverviewReport.NightEnds:00}:00");
        json.WriteString("step"u8, report.IsByHour ? "hour"u8 : "day"u8);
        WriteCounts(json, report.Total, hasDurations: true);
        json.WriteStartArray("periods"u8);
        foreach ((long from, int opened) in report.Periods.Zip(report.Total.Periods))
        {
            json.WriteStartObject();
            json.WriteTime("from"u8, from);
            json.WriteNumber("opened"u8, opened);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSeries(json, "services"u8, report.Services, hasDurations: true);
        WriteSeries(json, "sources"u8, report.Sources, hasDurations: false);
        WriteNumbers(json, "hours"u8, report.Hours);
        json.WriteStartArray("keys"u8);
        foreach (OverviewKey key in report.Keys)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key.Key);
            json.WriteNumber("opened"u8, key.Opened);
            json.WriteStartObject("newest"u8);
            WriteIncident(json, key.Newest);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("nightIncidents"u8);
        foreach (OverviewIncident incident in report.NightIncidents)
        {
            json.WriteStartObject();
            WriteIncident(json, incident);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeries(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<OverviewSeries> all, bool hasDurations)
    {
        json.WriteStartArray(name);
        foreach (OverviewSeries series in all)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, series.Name.Length == 0 ? null : series.Name);
            WriteCounts(json, series, hasDurations);
            WriteNumbers(json, "periods"u8, series.Periods);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, OverviewSeries series, bool hasDurations)
    {
        json.WriteNumber("opened"u8, series.Opened);
        json.WriteNumber("high"u8, series.High);
        json.WriteNumber("night"u8, series.Night);
        if (hasDurations)
        {
            WriteDuration(json, "acknowledged"u8, series.Acknowledged);
            WriteDuration(json, "resolved"u8, series.Resolved);
        }
    }

    private static void WriteDuration(Utf8JsonWriter json, ReadOnlySpan<byte> name, OverviewDuration duration)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, duration.Count);
        WriteSeconds(json, "medianSeconds"u8, duration.Median);
        WriteSeconds(json, "p95Seconds"u8, duration.Percentile95);
        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? milliseconds)
    {
        if (milliseconds is long length)
        {
            json.WriteNumber(name, length / 1000.0);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteIncident(Utf8JsonWriter json, OverviewIncident incident)
    {
        json.WriteString("id"u8, incident.Id.ToString());
        json.WriteString("title"u8, incident.Title);
        json.WriteString("service"u8, incident.Service);
        json.WriteString("source"u8, incident.Source);
        json.WriteString("urgency"u8, incident.Urgency.ToText());
        json.WriteTime("triggeredAt"u8, incident.At);
    }
}
