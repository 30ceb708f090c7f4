using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>Step 3, match: runs the generated readers and filters of a service's integrations over the body.</summary>
internal static class MatchStep
{
    /// <summary>Runs the filters that apply to a call in a service, in order (Catalog/README.md 6).</summary>
    /// <remarks>
    /// If the source names no integration, a filter that finds a key wins over one that finds none: without a key nothing can be
    /// resolved, and a filter that passes without a key was probably not written for this payload. Only one integration gives verdicts on the elements of a payload,
    /// and none does once an integration has given a verdict on the whole payload: some tools have a file for each.
    /// </remarks>
    /// <param name="webhook">The call, with its body read.</param>
    /// <param name="service">The service.</param>
    /// <param name="match">Receives the filters that passed on the whole payload; those that passed on elements go to <see cref="WebhookCall.Elements"/>.</param>
    /// <returns>The error in a body that is declared as JSON but is not valid JSON.</returns>
    public static PayloadError Run(WebhookCall webhook, Service service, ref FilterMatch match)
    {
        ReadOnlySpan<Integration> integrations = service.Integrations.For(webhook.Call.Text[webhook.Call.Source]);
        FilterMatch keyless = default;
        foreach (Integration integration in integrations)
        {
            webhook.Elements.Integration = integration;
            PayloadError error = Run(webhook, integration, withElements: match.IsEmpty, ref match);
            if (!error.IsNone)
            {
                return error;
            }

            match.AttributeTo(integration);
            if (webhook.Elements.AnyPassedInIntegration)
            {
                return default;
            }

            if (integrations.Length > 1)
            {
                match.SetAsideKeyless(ref keyless);
            }
        }

        match.TakeBack(keyless);
        return default;
    }

    /// <summary>Validates a body that no integration has read.</summary>
    public static PayloadError Check(WebhookCall webhook)
    {
        if (webhook.Form == PayloadForm.Text)
        {
            return default;
        }

        PayloadError error = PayloadReader.Check(webhook.Call.Body.Written, webhook.Scratch);
        return webhook.Form == PayloadForm.Json || error.Kind == PayloadErrorKind.InvalidUtf8 ? error : default;
    }

    private static PayloadError Run(WebhookCall webhook, Integration integration, bool withElements, ref FilterMatch match)
    {
        ReadOnlySpan<byte> body = webhook.Call.Body.Written;
        webhook.Elements.BeginIntegration();
        if (webhook.Form != PayloadForm.Text)
        {
            ReadOnlySpan<byte> read = WithHeaders(webhook, integration, body);
            PayloadError error = withElements
                ? integration.MatchEach(read, webhook.Scratch, webhook.Elements, ref match)
                : integration.Match(read, webhook.Scratch, ref match);
            if (error.Kind == PayloadErrorKind.TooManyElements && !webhook.Elements.AnyPassedInIntegration)
            {
                // A long list on which no filter passes is not meant for this integration.
                return default;
            }

            if (error.IsNone || error.Kind == PayloadErrorKind.TooManyElements || webhook.Form == PayloadForm.Json || error.Kind == PayloadErrorKind.InvalidUtf8)
            {
                return error;
            }

            // Now the body is known not to be JSON, for every integration and every service.
            webhook.Form = PayloadForm.Text;
        }

        integration.MatchText(body, webhook.Scratch, ref match);
        return default;
    }

    /// <summary>Appends the headers that an integration reads to the body. They come last, so that the positions in error messages stay correct.</summary>
    private static ReadOnlySpan<byte> WithHeaders(WebhookCall webhook, Integration integration, ReadOnlySpan<byte> body)
    {
        if (integration.Headers.Count == 0)
        {
            return body;
        }

        var members = new HeaderMembers(body, webhook.Scratch);
        foreach (string name in integration.Headers)
        {
            StringValues value = webhook.Request.Headers[name];
            if (value.Count > 0)
            {
                members.Add(name, value.ToString());
            }
        }

        return members.Body;
    }
}
