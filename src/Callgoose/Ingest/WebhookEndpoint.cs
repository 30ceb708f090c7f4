using System.Runtime.CompilerServices;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace Callgoose.Ingest;

/// <summary><c>POST /v1/process</c>: the way of a payload, step by step (architecture.md).</summary>
internal sealed class WebhookEndpoint(
    Authenticator authenticator, ServerSettings settings, IncidentStore store, TimeProvider clock)
{
    private readonly ObjectPool<WebhookCall> calls = WebhookCallPool.Create();

    /// <summary>An array, because going through a list by its interface allocates an enumerator.</summary>
    private readonly Service[] services = [.. settings.Services];

    /// <summary>Takes one webhook. Whatever the client does, this answers or the connection is gone.</summary>
    public async Task HandleAsync(IFeatureCollection features)
    {
        WebhookCall webhook = calls.Get();
        webhook.Begin(features, store.Ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            Problem? problem = await ProcessAsync(webhook);
            await (problem is null ? RespondStep.WriteAsync(webhook) : ProblemResponse.WriteAsync(features, problem));
        }
        finally
        {
            webhook.End();
            calls.Return(webhook);
        }
    }

    /// <summary>Each step gives the reason to refuse the call, or null to go on.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Problem?> ProcessAsync(WebhookCall webhook) =>
        Admit(webhook)
        ?? await BodyStep.ReceiveAsync(webhook, settings.MaxBodyBytes)
        ?? Decide(webhook)
        ?? (webhook.Call.Actions.IsEmpty ? null : await StoreStep.CommitAsync(webhook, store));

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
        return null;
    }

    /// <summary>Steps 2 to 4, which need no waiting: the payload is read, matched and routed for each service in reach.</summary>
    private Problem? Decide(WebhookCall webhook)
    {
        ReadStep.Classify(webhook);
        bool read = false;
        foreach (Service service in services)
        {
            if (!TokenReach.Includes(webhook.Token, service))
            {
                continue;
            }

            FilterMatch match = default;
            PayloadError error = MatchStep.Run(webhook, service, ref match);
            if (!error.IsNone)
            {
                return Problems.InvalidPayload(error, webhook.Call.Body.Written);
            }

            read |= !service.Integrations.All.IsEmpty;
            if (!match.IsEmpty)
            {
                RouteStep.Add(webhook, service, match);
            }
        }

        if (read)
        {
            return null;
        }

        webhook.Reason = NoEffectReason.UnknownSource;
        PayloadError unread = MatchStep.Check(webhook);
        return unread.IsNone ? null : Problems.InvalidPayload(unread, webhook.Call.Body.Written);
    }
}
