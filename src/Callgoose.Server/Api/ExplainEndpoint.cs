using System.Text;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Doors;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Payloads;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Api;

/// <summary><c>POST /v1/explain</c>: does everything that a call does except act, and gives the reason of every filter.</summary>
internal sealed class ExplainEndpoint(LiveSettings settings, BodyMemory memory, LongWork longWork, TimeProvider clock)
{
    /// <summary>Explains what a call with this body would do.</summary>
    public async Task ExplainAsync(HttpContext context, ApiToken token)
    {
        ServerSettings current = settings.Current;
        var webhook = new WebhookCall();
        webhook.Begin(ProcessDoor.Instance, context.Features, default, clock.GetUtcNow().ToUnixTimeMilliseconds());
        webhook.Token = token;
        Explanation? explanation = null;
        try
        {
            string? path = context.Request.Query[DoorTrial.PathName];
            TextRange source = default;
            Problem? problem = path is not null || SourceName.TryAppend(webhook.Call.Text, webhook.Request.QueryString, out source) ? null : Problems.SourceTooLong;
            webhook.Call.Source = source;
            problem ??= await BodyStep.ReceiveAsync(webhook, current.Limits, memory, signatures: null, longWork);
            if (problem is null)
            {
                await longWork.TurnAsync();
                if (path is null)
                {
                    problem = ReadStep.TakeBody(webhook);
                }
                else
                {
                    problem = DoorTrial.Take(path, webhook.Request.Headers.ContentType.ToString(), webhook.Call, out PayloadForm form);
                    webhook.Form = form;
                    source = webhook.Call.Source;
                }
            }

            if (problem is null)
            {
                byte[] body = webhook.Call.Body.Written.ToArray();
                PayloadError error = Explainer.Explain(
                    current.Services.Where(service => TokenReach.Includes(token, service)),
                    Encoding.UTF8.GetString(webhook.Call.Text[source]),
                    body,
                    webhook.Form,
                    name => context.Request.Headers.TryGetValue(name, out StringValues value) ? value.ToString() : null,
                    webhook.Call.ReceivedAt,
                    out explanation);
                problem = error.IsNone ? null : Problems.InvalidPayload(error, body);
            }

            await (problem is null
                ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ExplanationJson.WriteMembers(json, explanation!))
                : ProblemResponse.WriteAsync(context.Features, problem));
        }
        finally
        {
            memory.Release(ref webhook.HeldBytes);
            webhook.End();
        }
    }
}
