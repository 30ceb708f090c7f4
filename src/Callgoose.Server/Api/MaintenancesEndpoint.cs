using System.Globalization;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Maintenances;
using Callgoose.Services;
using Callgoose.Storage;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>/v1/maintenances</c> and <c>GET /v1/services</c>: lists the services in a token's reach and their maintenances, and begins, extends and ends maintenances
/// (ProcessApi.md 7).
/// </summary>
internal sealed class MaintenancesEndpoint(MaintenanceBook book, IncidentStore store, LiveSettings settings, LongWork longWork, TimeProvider clock)
{
    /// <summary>The most held incidents that are counted for a service; beyond that the answer says that there are more.</summary>
    private const int MostCounted = 500;

    private readonly HeldCounts counts = new(store.ListAsync, store.FindAsync);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lists the services with their configuration and where it is defined.</summary>
    public async Task ListServicesAsync(HttpContext context, ApiToken token)
    {
        ServerSettings current = settings.Configured;
        long now = Now;
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Service service in settings.Current.Services.Where(service => TokenReach.Includes(token, service) && service.MaintenanceUntil(now) > 0))
        {
            await longWork.TurnAsync();
            IncidentPage page = await store.ListAsync(new IncidentQuery
            {
                Environment = token.Environment, Service = service.Name, State = IncidentStateFilter.Suppressed, Limit = MostCounted,
            });
            held[service.Name] = page.Incidents.Count;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("file"u8, current.File);
            json.WriteStartArray("services"u8);
            foreach (Service service in current.Services.Where(service => TokenReach.Includes(token, service)))
            {
                json.WriteStartObject();
                json.WriteString("name"u8, service.Name);
                json.WriteString("team"u8, service.Team);
                json.WriteBoolean("enabled"u8, service.IsEnabled);
                json.WriteNumber("integrations"u8, service.Integrations.All.Length);
                if (service.Line > 0)
                {
                    json.WriteNumber("line"u8, service.Line);
                }
                else
                {
                    json.WriteNull("line"u8);
                }

                json.WriteNumber("held"u8, held.GetValueOrDefault(service.Name));
                json.WriteBoolean("inMaintenance"u8, held.ContainsKey(service.Name));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Lists the maintenances: running ones first, then planned ones, then those that ended within the last thirty days.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        string? only = (string?)context.Request.Query["service"] is { Length: > 0 } text ? text : null;
        ServerSettings current = settings.Configured;
        Service[] services = [.. current.Services.Where(service => TokenReach.Includes(token, service) && (only is null || service.Name == only))];
        ServiceMaintenance[] begun = [.. settings.Maintenances.Where(one => services.Any(service => service.Name == one.Service))];
        long now = Now;
        await longWork.TurnAsync();
        IReadOnlyDictionary<(string Service, long From, long Until), int> held = await MaintenanceJson.CountAsync(services, begun, now, counts, token.Environment);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => MaintenanceJson.WriteList(json, current.File, services, begun, now, held));
    }

    /// <summary>Begins a maintenance, now or later.</summary>
    public async Task BeginAsync(HttpContext context, ApiToken token)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "service", "from", "until", "for", "tags", "reason");
        string? service = body?.Text("service");
        string? from = body?.Text("from");
        string? until = body?.Text("until");
        string? length = body?.Text("for");
        string[][] tags = body?.TextLists("tags") ?? [];
        string reason = body?.Text("reason") ?? string.Empty;
        problem ??= body!.Problem ?? RefusalOf(token, service);
        long now = Now;
        long begins = now;
        long ends = 0;
        problem ??= from is null ? null : ReadTime("from", from, out begins);
        problem ??= ReadEnd(until, length, "for", begins = Math.Max(begins, now), out ends);
        ServiceMaintenance Make(TimeOrderedId id) =>
            new() { Id = id, Service = service!, From = begins, Until = ends, Tags = tags, Reason = reason.Trim(), BegunBy = token.Name };
        if (problem is null)
        {
            string? fault = ends <= now ? "The maintenance has ended already; give an end in the future." : Make(default).Fault;
            problem = fault is null ? null : Problems.InvalidRequest(fault);
        }

        ServiceMaintenance? begun = problem is null ? await book.BeginAsync(Make) : null;
        await (begun is null
            ? ProblemResponse.WriteAsync(context.Features, problem ?? Problems.TooManyMaintenances)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, json => MaintenanceJson.WriteMembers(json, begun, now)));
    }

    /// <summary>Moves the end of a maintenance to a time, or by a duration.</summary>
    public async Task ExtendAsync(HttpContext context, ApiToken token, string id)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "until", "by");
        string? until = body?.Text("until");
        string? by = body?.Text("by");
        problem ??= body!.Problem;
        long ends = 0;
        ServiceMaintenance? known = problem is null ? Find(token, id, out problem) : null;
        problem ??= ReadEnd(until, by, "by", known!.Until, out ends);
        if (problem is null && ends <= Now)
        {
            problem = Problems.InvalidRequest("That end is in the past; end the maintenance with 'end'.");
        }

        if (problem is null && (known! with { Until = ends }).Fault is string fault)
        {
            problem = Problems.InvalidRequest(fault);
        }

        await AnswerAsync(context, problem, known, ends);
    }

    /// <summary>Ends a maintenance now. Notifications for incidents that are still open go out at once.</summary>
    public Task EndAsync(HttpContext context, ApiToken token, string id)
    {
        ServiceMaintenance? known = Find(token, id, out Problem? problem);
        return AnswerAsync(context, problem, known, Now);
    }

    private async Task AnswerAsync(HttpContext context, Problem? problem, ServiceMaintenance? known, long ends)
    {
        ServiceMaintenance? moved = problem is null ? await book.MoveEndAsync(known!.Id, ends) : null;
        await (moved is null
            ? ProblemResponse.WriteAsync(context.Features, problem ?? Problems.MaintenanceNotFound)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => MaintenanceJson.WriteMembers(json, moved, Now)));
    }

    private ServiceMaintenance? Find(ApiToken token, string id, out Problem? problem)
    {
        ServiceMaintenance? known = TimeOrderedId.TryParse(id, out TimeOrderedId parsed) ? book.Find(parsed) : null;
        problem = known is null ? Problems.MaintenanceNotFound : RefusalOf(token, known.Service);
        return known;
    }

    /// <summary>A service spans all environments, so only a token of the unnamed environment may hold back its incidents.</summary>
    private Problem? RefusalOf(ApiToken token, string? service) =>
        token.Environment.Length > 0 ? Problems.ForbiddenMaintenance
        : string.IsNullOrWhiteSpace(service) ? Problems.InvalidRequest("The member 'service' is missing; name the service.")
        : KnownServices.Fault([.. settings.Current.Services.Where(one => TokenReach.Includes(token, one))], null, service) is string fault ? Problems.InvalidRequest(fault)
        : null;

    private static Problem? ReadEnd(string? until, string? length, string lengthName, long start, out long ends)
    {
        ends = 0;
        if ((until is null) == (length is null))
        {
            return Problems.InvalidRequest($"Give the end: either 'until', a time, or '{lengthName}', a duration such as 2h.");
        }

        if (until is not null)
        {
            return ReadTime("until", until, out ends);
        }

        if (!Duration.TryParse(length!, out TimeSpan duration))
        {
            return Problems.InvalidRequest($"The member '{lengthName}' is not a duration; {Duration.Form}, such as 2h.");
        }

        ends = start + (long)duration.TotalMilliseconds;
        return null;
    }

    private static Problem? ReadTime(string name, string text, out long time)
    {
        bool isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        time = isTime ? parsed.ToUnixTimeMilliseconds() : 0;
        return isTime ? null : Problems.InvalidRequest($"The member '{name}' is not a time; write one such as 2026-03-01T22:00:00Z (RFC 3339).");
    }
}
