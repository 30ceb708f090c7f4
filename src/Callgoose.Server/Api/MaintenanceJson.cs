using System.Text.Json;
using Callgoose.Maintenances;
using Callgoose.Payloads;
using Callgoose.Services;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Api;

/// <summary>Maintenances as JSON, for the API and <c>--json</c>: those of the configuration and those begun at run time.</summary>
internal static class MaintenanceJson
{
    /// <summary>For so many maintenances a list counts the held incidents anew. Each count takes up to a few thousand reads.</summary>
    private const int MostCounted = 5;

    /// <summary>Writes a list: running maintenances first, then planned ones, then those that ended within the last thirty days.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="file">The configuration file; null if there is none.</param>
    /// <param name="services">The configured services to list.</param>
    /// <param name="begun">The maintenances of these services that were begun at run time.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="held">How many incidents each ended maintenance held; null where that is unknown.</param>
    public static void WriteList(
        Utf8JsonWriter json, string? file, IReadOnlyList<Service> services, IReadOnlyList<ServiceMaintenance> begun, long now,
        IReadOnlyDictionary<(string Service, long From, long Until), int>? held)
    {
        IEnumerable<(long From, long Until, Action Write)> all =
        [
            .. begun.Select(one => (one.From, one.Until, (Action)(() => Write(json, one, now, HeldBy(one.Service, one.From, one.Until))))),
            .. services.SelectMany(service => service.Maintenance.Where(window => window.Until > Oldest(now)).Select(window =>
                (window.From, window.Until, (Action)(() => Write(json, service, window, now, HeldBy(service.Name, window.From, window.Until)))))),
        ];
        int? HeldBy(string service, long from, long until) => held is not null && held.TryGetValue((service, from, until), out int count) ? count : null;
        json.WriteString("file"u8, file);
        json.WriteStartArray("maintenances"u8);
        foreach ((long From, long Until, Action Write) one in all.OrderBy(one => one.Until <= now ? 2 : one.From > now ? 1 : 0).ThenByDescending(static one => one.From))
        {
            one.Write();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// Counts the incidents that ended maintenances of a list held. Starts with the one that ended last and counts only a few at once, so that a list does not take
    /// longer the more maintenances there are. Later lists count the rest.
    /// </summary>
    /// <param name="services">The configured services to list.</param>
    /// <param name="begun">The maintenances of these services that were begun at run time.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="counts">Counts what one maintenance held.</param>
    /// <param name="environment">The environment whose incidents count; null for all.</param>
    /// <exception cref="StoreException">The incidents cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<(string Service, long From, long Until), int>> CountAsync(
        IReadOnlyList<Service> services, IReadOnlyList<ServiceMaintenance> begun, long now, HeldCounts counts, string? environment)
    {
        IEnumerable<(string Service, long From, long Until)> ended =
        [
            .. begun.Select(static one => (one.Service, one.From, one.Until)),
            .. services.SelectMany(static service => service.Maintenance.Select(window => (service.Name, window.From, window.Until))),
        ];
        var held = new Dictionary<(string Service, long From, long Until), int>();
        int left = MostCounted;
        foreach ((string Service, long From, long Until) one in ended.Where(one => one.Until <= now && one.Until > Oldest(now)).OrderByDescending(static one => one.Until))
        {
            if (counts.IsKnown(environment, one.Service, one.From, one.Until) || left-- > 0)
            {
                held[one] = await counts.OfAsync(environment, one.Service, one.From, one.Until);
            }
        }

        return held;
    }

    /// <summary>Writes the members of a maintenance that was begun at run time.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="one">The maintenance.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="held">How many incidents it held; null until it has ended.</param>
    public static void WriteMembers(Utf8JsonWriter json, ServiceMaintenance one, long now, int? held = null)
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
        WriteHeld(json, held);
    }

    private static long Oldest(long now) => now - (long)ServiceMaintenance.Kept.TotalMilliseconds;

    private static void Write(Utf8JsonWriter json, ServiceMaintenance one, long now, int? held)
    {
        json.WriteStartObject();
        WriteMembers(json, one, now, held);
        json.WriteEndObject();
    }

    // A maintenance of the configuration has no id.
    private static void Write(Utf8JsonWriter json, Service service, MaintenanceWindow window, long now, int? held)
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
        WriteHeld(json, held);
        json.WriteEndObject();
    }

    private static void WriteHeld(Utf8JsonWriter json, int? held)
    {
        if (held is int count)
        {
            json.WriteNumber("held"u8, count);
        }
        else
        {
            json.WriteNull("held"u8);
        }
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
