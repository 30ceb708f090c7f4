using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Services;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Api;

/// <summary>Maintenances as the API and <c>--json</c> write them, of the configuration or begun.</summary>
internal static class MaintenanceJson
{
    /// <summary>Writes a list: running ones first, then planned ones, then those that ended within thirty days.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="file">The configuration file; null if there is none.</param>
    /// <param name="services">The services of the configuration that are listed.</param>
    /// <param name="begun">The maintenances of these that somebody began.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public static void WriteList(Utf8JsonWriter json, string? file, IReadOnlyList<Service> services, IReadOnlyList<ServiceMaintenance> begun, long now)
    {
        long oldest = now - (long)ServiceMaintenance.Kept.TotalMilliseconds;
        IEnumerable<(long From, long Until, Action Write)> all =
        [
            .. begun.Select(one => (one.From, one.Until, (Action)(() => Write(json, one, now)))),
            .. services.SelectMany(service => service.Maintenance.Where(window => window.Until > oldest).Select(window => (window.From, window.Until, (Action)(() => Write(json, service, window, now))))),
        ];
        json.WriteString("file"u8, file);
        json.WriteStartArray("maintenances"u8);
        foreach ((long From, long Until, Action Write) one in all.OrderBy(one => one.Until <= now ? 2 : one.From > now ? 1 : 0).ThenByDescending(static one => one.From))
        {
            one.Write();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes one that somebody began.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="one">The maintenance.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public static void Write(Utf8JsonWriter json, ServiceMaintenance one, long now)
    {
        json.WriteStartObject();
        WriteMembers(json, one, now);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of one that somebody began.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ServiceMaintenance one, long now)
    {
        json.WriteString("id"u8, one.Id.ToString());
        WriteTimes(json, one.Service, one.From, one.Until, now);
        json.WriteStartArray("tags"u8);
        foreach (IReadOnlyList<string> filter in one.Tags)
        {
            WriteFilter(json, filter);
        }

        json.WriteEndArray();
        json.WriteString("reason"u8, one.Reason);
        json.WriteString("begunBy"u8, one.BegunBy);
        json.WriteNull("line"u8);
    }

    /// <summary>Writes one of the configuration, which has no id.</summary>
    public static void Write(Utf8JsonWriter json, Service service, MaintenanceWindow window, long now)
    {
        json.WriteStartObject();
        json.WriteNull("id"u8);
        WriteTimes(json, service.Name, window.From, window.Until, now);
        json.WriteStartArray("tags"u8);
        foreach (TagFilter filter in window.Filters)
        {
            WriteFilter(json, filter.Texts);
        }

        json.WriteEndArray();
        json.WriteString("reason"u8, string.Empty);
        json.WriteNull("begunBy"u8);
        json.WriteNumber("line"u8, window.Line);
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, string service, long from, long until, long now)
    {
        json.WriteString("service"u8, service);
        json.WriteString("state"u8, now < from ? "planned" : now < until ? "running" : "ended");
        json.WriteTime("from"u8, from);
        json.WriteTime("until"u8, until);
    }

    private static void WriteFilter(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
