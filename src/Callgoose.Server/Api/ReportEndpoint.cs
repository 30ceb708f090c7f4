using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// <c>GET /v1/report</c>: how many incidents opened, their sources, times and durations, in the environment and the services that a token may see.
/// Its cost does not depend on the amount of stored data.
/// </summary>
internal sealed class ReportEndpoint(OverviewCounter overview, LiveSettings settings, TimeProvider clock)
{
    /// <summary>The default period of a report.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromDays(30);

    /// <summary>Shows the report.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token)
    {
        IQueryCollection parameters = context.Request.Query;
        Problem? problem = QueryTime.TryRead(parameters, out long? since);
        TimeZoneInfo? zone = TimeZoneInfo.Utc;
        if (problem is null && parameters["zone"] is [{ Length: > 0 } name, ..] && !ReportZone.TryFind(name, out zone))
        {
            problem = Problems.InvalidQuery("The parameter 'zone' must be a time zone such as Europe/Berlin, as this server's system knows them.");
        }

        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        IReadOnlyCollection<string>? services = TokenReach.ServicesOf(token, settings.Current.Services);
        if (parameters["service"] is [{ Length: > 0 } service, ..])
        {
            services = services is null || services.Contains(service) ? [service] : [];
        }

        // The server counts what retention removes only while it runs, so no report shows it.
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan retention = settings.Current.Retention;
        long kept = retention < OverviewCounts.Kept ? (now - retention).ToUnixTimeMilliseconds() : 0;
        var query = new OverviewQuery
        {
            Environment = token.Environment,
            Services = services,
            Since = Math.Max(kept, since ?? (now - DefaultTime).ToUnixTimeMilliseconds()),
            Zone = zone!,
        };
        OverviewReport report = await overview.ReadAsync(query);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ReportJson.WriteMembers(json, report, query.Zone));
    }
}
