using System.Diagnostics;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Delivery.Relay;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Observability.Metrics;
using Callgoose.Refusals;
using Callgoose.Storage;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Ingest;

/// <summary>Processes a payload step by step, whichever door received it.</summary>
internal sealed class WebhookEndpoint
{
    private readonly Authenticator authenticator;
    private readonly LiveSettings settings;
    private readonly IncidentStore store;
    private readonly BodyMemory memory;
    private readonly SignatureStep signatures;
    private readonly LongWork longWork;
    private readonly CallLog log;
    private readonly CallCounters counters;
    private readonly RequestFaults faults;
    private readonly RefusedCalls refusals;
    private readonly TimeProvider clock;
    private readonly RelayService? relay;
    private readonly WebhookCallPool calls;
    private readonly TokenRates rates;

    public WebhookEndpoint(
        Authenticator authenticator,
        LiveSettings settings,
        IncidentStore store,
        BodyMemory memory,
        SignatureStep signatures,
        LongWork longWork,
        CallLog log,
        CallCounters counters,
        RequestFaults faults,
        RefusedCalls refusals,
        TimeProvider clock,
        RelayService? relay = null)
    {
        this.authenticator = authenticator;
        this.settings = settings;
        this.store = store;
        this.memory = memory;
        this.signatures = signatures;
        this.longWork = longWork;
        this.log = log;
        this.counters = counters;
        this.faults = faults;
        this.refusals = refusals;
        this.clock = clock;
        this.relay = relay;
        rates = new TokenRates(clock);
        calls = new WebhookCallPool(ServeAsync);
    }

    /// <summary>Handles one webhook. Whatever the client does, either an answer is sent or the connection is gone.</summary>
    /// <param name="door">The door that received it.</param>
    /// <param name="features">The request and its response.</param>
    public Task HandleAsync(IDoor door, IFeatureCollection features)
    {
        WebhookCall webhook = calls.Get();
        webhook.Begin(door, features, store.Ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        return webhook.Serve();
    }

    /// <summary>Refuses a webhook without further processing, and counts it.</summary>
    /// <param name="door">The door that received it.</param>
    /// <param name="features">The request and its response.</param>
    /// <param name="problem">The reason.</param>
    public Task RefuseAsync(IDoor door, IFeatureCollection features, Problem problem)
    {
        counters.CountRefused(door.Name, problem);
        return door.RefuseAsync(features, problem);
    }

    /// <summary>Serves requests one after another. It is a loop, because starting an async method allocates and continuing one does not.</summary>
    private async Task ServeAsync(WebhookCall webhook)
    {
        while (true)
        {
            await webhook.NextAsync();
            long began = Stopwatch.GetTimestamp();
            bool isCounted = false;
            Exception? fault = null;
            try
            {
                ServerSettings current = settings.Current;
                TokenSnapshot? tokens = authenticator.Current;
                if (tokens is null)
                {
                    // If tokens changed, they are read from the disk first.
                    await longWork.TurnAsync();
                }

                // Each step returns a refusal, or null to continue.
                Problem? problem = Admit(webhook, current.Limits, tokens);
                if (!webhook.UnknownToken.IsEmpty)
                {
                    problem = await authenticator.LookAgainAsync() ? Admit(webhook, current.Limits, authenticator.Current) : problem;
                    webhook.ForgetUnknownToken();
                }

                problem ??= await BodyStep.ReceiveAsync(webhook, current.Limits, memory, signatures, longWork);
                problem ??= AdmitByBody(webhook, current.Limits);
                if (!webhook.UnknownToken.IsEmpty && await authenticator.LookAgainAsync())
                {
                    problem = AdmitByHash(webhook, current.Limits);
                }

                problem = problem
                    ?? ReadStep.TakeBody(webhook)
                    ?? await webhook.Door.LookUpAsync(webhook.Request, webhook.Token, webhook.Call)
                    ?? RelayStep.Run(webhook, current, relay)
                    ?? (webhook.Door.IsForFilters && !webhook.Call.Relay.IsOnly ? ServicesStep.Run(webhook, current.Services) : null)
                    ?? (StoreStep.IsNeeded(webhook) ? StoreStep.RefusalOf(webhook, await StoreStep.CommitAsync(webhook, store)) : null);
                if (webhook.Call.Relay.IsOn && problem is null)
                {
                    relay?.Signal();
                }

                counters.Count(webhook.Door.Name, webhook.Call, problem, began);
                isCounted = true;
                if (problem is not null)
                {
                    refusals.Note(webhook.Features, problem, webhook.Token);
                }

                if (CallLog.IsAskedFor(webhook))
                {
                    await longWork.TurnAsync();
                    await log.NoteAsync(webhook, problem);
                }

                await RespondStep.AnswerAsync(webhook, problem);
            }
            catch (Exception e)
            {
                if (!isCounted)
                {
                    CountBrokenOff(webhook);
                }

                fault = await RefuseAsync(webhook, e);
            }

            memory.Release(ref webhook.HeldBytes);
            webhook.Finish(fault);
        }
    }

    /// <summary>Counts a call that failed. It never throws: that would end the loop, and the call would get no answer.</summary>
    private void CountBrokenOff(WebhookCall webhook)
    {
        try
        {
            counters.CountBrokenOff(webhook.Door.Name, webhook.Call);
        }
        catch (Exception)
        {
            // The failure itself is logged. What cannot be counted is a defect of the same kind.
        }
    }

    /// <summary>Checks everything that can be refused before the body is read.</summary>
    private Problem? Admit(WebhookCall webhook, ServerLimits limits, TokenSnapshot? tokens)
    {
        if (webhook.Door.RefusalOf(webhook.Request.Method) is Problem refusal)
        {
            return refusal;
        }

        if (webhook.Door.HasTokenInBody(webhook.Request))
        {
            return store.IsFull ? Problems.Busy : webhook.Door.TakeHead(webhook.Request, webhook.Call);
        }

        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        return Admit(webhook, limits, tokens, webhook.Door.FindToken(webhook.Request, buffer))
            ?? (SignatureStep.IsNeeded(webhook) && !webhook.Door.TakesSigned(webhook.Request) ? Problems.SignedElsewhere : null)
            ?? signatures.CheckHead(webhook)
            ?? (store.IsFull ? Problems.Busy : webhook.Door.TakeHead(webhook.Request, webhook.Call))
            ?? RelayedCall.Take(webhook);
    }

    /// <summary>Checks what can be refused only after the body is read, if the token is in the body.</summary>
    private Problem? AdmitByBody(WebhookCall webhook, ServerLimits limits)
    {
        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        if (webhook.Token is not null)
        {
            ReadOnlySpan<char> token = webhook.Door.FindToken(webhook.Request, buffer);
            TokenCopies.Hide(webhook.Call.Body, token);
            TokenCopies.Hide(webhook.Call.Text, token);

            // Calls with a wrong signature do not use up the rate of the secret's holder.
            return SignatureStep.IsNeeded(webhook) ? rates.Count(webhook.Token, limits.TokenRate) : null;
        }

        // The signature covers the body as received, which TakeToken changes: a token that requires a signature is not accepted here.
        Problem? refusal = webhook.Door.TakeToken(webhook.Call.Body, buffer, out int length);
        TokenCopies.Hide(webhook.Call.Text, buffer[..length]);
        return refusal
            ?? Admit(webhook, limits, null, buffer[..length])
            ?? AdmitUnsigned(webhook);
    }

    /// <summary>As <see cref="AdmitByBody"/>, after the tokens were read again. The token is no longer in the body, so its hash is used.</summary>
    private Problem? AdmitByHash(WebhookCall webhook, ServerLimits limits)
    {
        Problem? refusal = authenticator.Authenticate(webhook.UnknownToken, TokenScopes.Process, out ApiToken? token);
        return Admit(webhook, limits, refusal, token, []) ?? AdmitUnsigned(webhook);
    }

    private static Problem? AdmitUnsigned(WebhookCall webhook) =>
        (SignatureStep.IsNeeded(webhook) ? Problems.SignedElsewhere : null) ?? RelayedCall.Take(webhook);

    private Problem? Admit(WebhookCall webhook, ServerLimits limits, TokenSnapshot? tokens, ReadOnlySpan<char> presented)
    {
        Problem? refusal = authenticator.Authenticate(presented, TokenScopes.Process, tokens, out ApiToken? token);
        if (token is null)
        {
            webhook.NoteUnknownToken(presented);
        }

        return Admit(webhook, limits, refusal, token, presented);
    }

    private Problem? Admit(WebhookCall webhook, ServerLimits limits, Problem? refusal, ApiToken? token, ReadOnlySpan<char> presented)
    {
        if (refusal is not null)
        {
            return RequestMethod.IsPost(webhook.Request.Method) ? refusal : Problems.GetNotAllowed;
        }

        if (!RequestMethod.IsPost(webhook.Request.Method) && !token!.TakesGet)
        {
            return Problems.GetNotAllowed;
        }

        webhook.Token = token!;
        webhook.Call.TokenId = token!.Id;
        if (token.IsDebuggedAt(webhook.ArrivedAt))
        {
            // Only now the token is known, and with it the form of its copies.
            webhook.LoggedUrl = UrlMask.Apply(webhook.Request.Path, webhook.Request.QueryString, presented);
        }

        return SignatureStep.IsNeeded(webhook) ? null : rates.Count(token, limits.TokenRate);
    }

    /// <returns>The exception, if not even a refusal was possible; else null.</returns>
    private async ValueTask<Exception?> RefuseAsync(WebhookCall webhook, Exception exception)
    {
        try
        {
            if (faults.RefusalOf(webhook.Features, exception, readsClientOnly: true) is Problem problem)
            {
                refusals.Note(webhook.Features, problem, webhook.Token);
                await webhook.Door.RefuseAsync(webhook.Features, problem);
            }

            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
