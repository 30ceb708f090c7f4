using System.Diagnostics;
using System.Runtime.CompilerServices;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Observability.Metrics;
using Callgoose.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary><c>POST /v1/process</c>: the way of a payload, step by step (architecture.md).</summary>
internal sealed class WebhookEndpoint(
    Authenticator authenticator, LiveSettings settings, IncidentStore store, CallLog log, CallCounters counters, TimeProvider clock)
{
    private readonly ObjectPool<WebhookCall> calls = WebhookCallPool.Create();

    /// <summary>Takes one webhook. Whatever the client does, this answers or the connection is gone.</summary>
    public async Task HandleAsync(IFeatureCollection features)
    {
        long began = Stopwatch.GetTimestamp();
        bool isCounted = false;
        WebhookCall webhook = calls.Get();
        webhook.Begin(features, store.Ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            Problem? problem = await ProcessAsync(webhook);
            counters.Count(webhook.Call, problem, began);
            isCounted = true;
            log.Note(webhook, problem);
            await (problem is null ? RespondStep.WriteAsync(webhook) : ProblemResponse.WriteAsync(features, problem));
        }
        finally
        {
            if (!isCounted)
            {
                counters.CountBrokenOff(webhook.Call);
            }

            webhook.End();
            calls.Return(webhook);
        }
    }

    /// <summary>Each step gives the reason to refuse the call, or null to go on.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Problem?> ProcessAsync(WebhookCall webhook)
    {
        ServerSettings current = settings.Current;
        return Admit(webhook)
            ?? await BodyStep.ReceiveAsync(webhook, current.MaxBodyBytes)
            ?? ServicesStep.Run(webhook, current.Services)
            ?? (StoreStep.IsNeeded(webhook) ? await StoreStep.CommitAsync(webhook, store) : null);
    }

    /// <summary>What can be refused before the body is read.</summary>
    private Problem? Admit(WebhookCall webhook)
    {
        if (!HttpMethods.IsPost(webhook.Request.Method))
        {
            return Problems.MethodNotAllowed("POST");
        }

        if (authenticator.Authenticate(webhook.Request, TokenScopes.Process, out ApiToken? token) is Problem refusal)
        {
            return refusal;
        }

        webhook.Token = token!;
        if (!SourceName.TryAppend(webhook.Call.Text, webhook.Request.QueryString, out TextRange source))
        {
            return Problems.SourceTooLong;
        }

        webhook.Call.Source = source;
        webhook.Call.TokenId = token!.Id;
        return DeliveryId.Take(webhook);
    }
}
