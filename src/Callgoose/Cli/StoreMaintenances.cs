using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Configuration;
using Callgoose.Incidents;
using Callgoose.Maintenances;
using Callgoose.Payloads;
using Callgoose.Services;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Maintenances;

namespace Callgoose.Cli;

/// <summary>Maintenances in a data folder or a shared store. Changes reach the servers on it within a second.</summary>
/// <param name="store">The store.</param>
/// <param name="held">Counts what ended maintenances held.</param>
/// <param name="settings">The configuration, which names the services.</param>
/// <param name="close">Closes what was opened along with the store.</param>
internal sealed class StoreMaintenances(IMaintenanceStore store, HeldCounts held, ServerSettings settings, Action close) : IMaintenanceAccess
{
    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public async Task<JsonElement> ListAsync(string? service)
    {
        long now = Now;
        Service[] services = [.. settings.Services.Where(one => service is null || one.Name == service)];
        ServiceMaintenance[] begun = [.. store.List().Where(one => service is null || one.Service == service)];
        IReadOnlyDictionary<(string Service, long From, long Until), int> counts = await MaintenanceJson.CountAsync(services, begun, now, held, null);
        return Parse(json => MaintenanceJson.WriteList(json, settings.File, services, begun, now, counts));
    }

    /// <inheritdoc/>
    public Task<JsonElement> BeginAsync(NewMaintenance wanted)
    {
        if (KnownServices.Fault(settings.Services, null, wanted.Service) is string unknown)
        {
            throw new UsageException($"{unknown} Name the configuration that has it with --config, if it is another one.");
        }

        long now = Now;
        long from = wanted.From is null ? now : Math.Max(now, Time("--from", wanted.From));
        var one = new ServiceMaintenance
        {
            Id = new TimeOrderedIds(TimeProvider.System).Next(),
            Service = wanted.Service,
            From = from,
            Until = End(wanted.Until, wanted.For, "--for", from),
            Tags = wanted.Tags,
            Reason = wanted.Reason.Trim(),
            BegunBy = $"{Environment.UserName} (command)",
        };
        if ((one.Until <= now ? "The maintenance has ended already; give an end in the future." : one.Fault) is string fault)
        {
            throw new UsageException(fault);
        }

        return store.Add(one) ? Task.FromResult(Json(one)) : throw new StoreException($"There are {ServiceMaintenance.Most} maintenances already; ended ones are kept for thirty days.");
    }

    /// <inheritdoc/>
    public Task<JsonElement> ExtendAsync(string id, string? until, string? by)
    {
        ServiceMaintenance known = Find(id);
        ServiceMaintenance longer = known with { Until = End(until, by, "--by", known.Until) };
        return (longer.Until <= Now ? "That end is in the past; end the maintenance with 'callgoose maintenance end'." : longer.Fault) is string fault
            ? throw new UsageException(fault)
            : Task.FromResult(Json(Move(known, longer.Until)));
    }

    /// <inheritdoc/>
    public Task<JsonElement> EndAsync(string id) => Task.FromResult(Json(Move(Find(id), Now)));

    /// <inheritdoc/>
    public void Dispose()
    {
        store.Dispose();
        close();
    }

    private ServiceMaintenance Find(string id) => store.List().FirstOrDefault(one => one.Id.ToString() == id) ?? throw Ended();

    private ServiceMaintenance Move(ServiceMaintenance known, long until) => store.MoveEnd(known.Id, until) ?? throw Ended();

    private static UsageException Ended() => new("The maintenance has ended; nothing was changed.");

    private static long End(string? until, string? length, string lengthName, long start)
    {
        if ((until is null) == (length is null))
        {
            throw new UsageException($"Give the end: either --until, a time, or {lengthName}, a duration such as 2h.");
        }

        return until is not null ? Time("--until", until)
            : Duration.TryParse(length!, out TimeSpan duration) ? start + (long)duration.TotalMilliseconds
            : throw new UsageException($"{lengthName} is '{length}', which is not a duration; {Duration.Form}, such as 2h.");
    }

    private static long Time(string option, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeMilliseconds()
            : throw new UsageException($"{option} is '{text}', which is not a time; write one such as 2026-03-01T22:00:00Z.");

    private static JsonElement Json(ServiceMaintenance one) => Parse(json => MaintenanceJson.WriteMembers(json, one, Now));

    private static JsonElement Parse(Action<Utf8JsonWriter> write)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(write));
        return document.RootElement.Clone();
    }
}
