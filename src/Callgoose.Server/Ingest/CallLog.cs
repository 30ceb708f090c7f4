using System.Text;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Logging;
using Callgoose.Payloads;
using Callgoose.Services;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>Adds calls of tokens whose debug switch is on to the API log, with the reason of every filter (ProcessApi.md 6).</summary>
/// <remarks>A logged call costs one more evaluation, and allocates; any other call costs a comparison of two numbers.</remarks>
internal sealed class CallLog(IApiLog log, LiveSettings settings, IncidentStore store, TimeProvider clock)
{
    /// <summary>Whether to log a call.</summary>
    public static bool IsAskedFor(WebhookCall webhook) => webhook.Token is ApiToken token && token.IsDebuggedAt(webhook.ArrivedAt) && webhook.Call.RelayVerdict == RelayVerdict.Next;

    /// <summary>Logs a call whose answer is ready. Skips a call that reaches only disabled services.</summary>
    /// <param name="webhook">The call.</param>
    /// <param name="problem">The refusal, or null.</param>
    public async ValueTask NoteAsync(WebhookCall webhook, Problem? problem)
    {
        ApiToken token = webhook.Token;
        Service[] services = [.. settings.Current.Services.Where(service => service.IsEnabled && TokenReach.Includes(token, service))];
        if (services.Length == 0)
        {
            return;
        }

        IncomingCall call = webhook.Call;
        CallOutcomes? outcomes = problem is null ? await OutcomesOfAsync(call) : null;
        string from = Encoding.UTF8.GetString(call.Text[call.Source]);
        byte[] body = call.Body.Written.ToArray();
        var origin = RequestOrigin.Of(webhook.Features, settings.Current.BehindProxy);
        log.Add(new ApiLogEntry
        {
            CallId = call.Id,
            ReceivedAt = call.ReceivedAt,
            Microseconds = Math.Max(0, (clock.GetUtcNow().ToUnixTimeMilliseconds() - webhook.ArrivedAt) * 1000),
            Environment = token.Environment,
            TokenId = token.Id,
            TokenName = token.Name,
            From = from,
            RemoteAddress = origin.Address,
            Scheme = origin.Scheme,
            Method = webhook.Request.Method,
            Url = webhook.LoggedUrl ?? webhook.Request.Path,
            Status = problem is null ? webhook.Door.StatusOf(call) : webhook.Door.StatusOf(problem),
            Verdicts = Verdicts(services, from, body, webhook, problem, outcomes),
            Body = body.Length <= ApiLogEntry.MaxBodyBytes ? body : body[..ApiLogEntry.MaxBodyBytes],
            BodyLength = body.Length,
        });
    }

    /// <summary>Reads the outcomes of a call; null if the store cannot be read at the moment. No call waits or fails because of that.</summary>
    private async ValueTask<CallOutcomes?> OutcomesOfAsync(IncomingCall call)
    {
        try
        {
            return await CallOutcomes.OfAsync(call, store);
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private static byte[] Verdicts(Service[] services, string from, byte[] body, WebhookCall webhook, Problem? problem, CallOutcomes? outcomes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            Explanation? explanation = null;
            // A call that was refused before its body was read has no body to explain.
            // A call without filters has nothing to explain.
            if (webhook.Door.IsForFilters && (problem is null || (problem.Status == StatusCodes.Status503ServiceUnavailable && problem != Problems.Busy)))
            {
                Explainer.Explain(
                    services, from, body, webhook.Form, name => webhook.Request.Headers.TryGetValue(name, out StringValues value) ? value.ToString() : null, webhook.Call.ReceivedAt, out explanation);
            }

            json.WriteStartObject();
            if (problem is not null)
            {
                LoggedVerdicts.WriteProblem(json, problem);
            }

            outcomes?.Write(json, webhook.Call);

            json.WritePropertyName(LoggedVerdicts.Services);
            ExplanationJson.WriteServices(json, explanation ?? new Explanation(from, false, []), webhook.Call.Outcome.Warnings);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
