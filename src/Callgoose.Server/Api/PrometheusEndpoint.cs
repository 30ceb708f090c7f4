using System.Globalization;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Doors;
using Callgoose.Doors.Prometheus;
using Callgoose.Http;
using Callgoose.Observability;
using Callgoose.Payloads;
using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary>
/// The part of Alertmanager's API v2 that reads: <c>GET /api/v2/alerts</c> shows the open incidents as alerts, as <c>amtool alert query</c> requests them, and
/// <c>GET /api/v2/status</c> identifies the server. Silences are not supported: a maintenance of a service holds alerts back instead.
/// </summary>
internal sealed class PrometheusEndpoint(IncidentStore store, LiveSettings settings, TimeProvider clock)
{
    /// <summary>The most incidents that are shown, newest first. The whole alert is read for each.</summary>
    private const int MaxAlerts = 1000;

    /// <summary>The answer ends with the alert that exceeds this size.</summary>
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    private readonly DateTimeOffset started = clock.GetUtcNow();

    /// <summary>Shows the open incidents in a token's reach as alerts.</summary>
    public async Task ListAsync(HttpContext context, ApiToken token)
    {
        var matchers = new List<LabelMatcher>();
        foreach (string? filter in context.Request.Query["filter"])
        {
            if (!LabelMatcher.TryParse(filter ?? string.Empty, out LabelMatcher? matcher, out string? fault))
            {
                await RefuseAsync(context, Problems.InvalidQuery(fault));
                return;
            }

            matchers.Add(matcher);
        }

        MatcherExpression? receiver = null;
        if (context.Request.Query["receiver"].ToString() is { Length: > 0 } named && !MatcherExpression.TryParse(named, out receiver, out string? wrong))
        {
            await RefuseAsync(context, Problems.InvalidQuery($"The expression of 'receiver' cannot be used: {wrong}"));
            return;
        }

        if (IsFalse(context, "active") || receiver?.Matches(ListedAlert.Receiver) == false)
        {
            // Nothing is silenced or inhibited here and there is only one receiver, so the list is empty.
            DoorAnswer.Write(context.Features, StatusCodes.Status200OK, "[]"u8);
            return;
        }

        var query = new IncidentQuery
        {
            Environment = token.Environment,
            Services = TokenReach.ServicesOf(token, settings.Current.Services),
            State = IncidentStateFilter.Active,
            Limit = MaxAlerts,
        };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartArray();
            foreach (IncidentSummary incident in (await store.ListAsync(query)).Incidents)
            {
                if (json.BytesCommitted + json.BytesPending > MaxAnswerBytes)
                {
                    break;
                }

                if (await store.FindAsync(incident.Id) is IncidentDetails details && ListedAlert.Of(details) is ListedAlert alert && matchers.TrueForAll(alert.Satisfies))
                {
                    alert.Write(json);
                }
            }

            json.WriteEndArray();
        }

        DoorAnswer.Write(context.Features, StatusCodes.Status200OK, buffer.ToArray());
    }

    /// <summary>Identifies this server.</summary>
    public Task ShowStatusAsync(HttpContext context, ApiToken token)
    {
        DoorAnswer.Write(context.Features, StatusCodes.Status200OK, DoorAnswer.Object(json =>
        {
            json.WriteStartObject("cluster"u8);
            json.WriteString("status"u8, "disabled");
            json.WriteStartArray("peers"u8);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("config"u8);
            json.WriteString("original"u8, string.Empty);
            json.WriteEndObject();
            json.WriteString("uptime"u8, started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteStartObject("versionInfo"u8);
            json.WriteString("branch"u8, string.Empty);
            json.WriteString("buildDate"u8, string.Empty);
            json.WriteString("buildUser"u8, string.Empty);
            json.WriteString("goVersion"u8, string.Empty);
            json.WriteString("revision"u8, string.Empty);
            json.WriteString("version"u8, "callgoose " + ProductVersion.Number);
            json.WriteEndObject();
        }));
        return Task.CompletedTask;
    }

    /// <summary>Answers that the process is up, as Alertmanager does. <c>/readyz</c> tells whether the store takes writes.</summary>
    public static Task ShowReadyAsync(HttpContext context, bool isReady)
    {
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(isReady ? "OK" : "The store cannot commit.");
    }

    private static bool IsFalse(HttpContext context, string parameter) =>
        context.Request.Query[parameter].ToString().Equals("false", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, Problem problem)
    {
        DoorAnswer.Refuse(context.Features, problem, problem.Status, DoorAnswer.Object(json =>
        {
            json.WriteNumber("code"u8, problem.Status);
            json.WriteString("message"u8, problem.Detail);
        }));
        return Task.CompletedTask;
    }
}
