using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>Step 3, match: the generated readers and filters of a service's integrations run over the body.</summary>
internal static class MatchStep
{
    /// <summary>Runs the filters that a call meets in a service, in order (Catalog/README.md 6).</summary>
    /// <remarks>
    /// Where the source names no integration, a filter that finds a key comes before one that finds none: without a key nothing can be
    /// resolved, and what passes without one was hardly written for this payload. The elements of a payload get the verdicts of one
    /// integration, and none where one has given its verdict on the payload as a whole: there are tools with a file for both.
    /// </remarks>
    /// <param name="webhook">The call, with its body read.</param>
    /// <param name="service">The service.</param>
    /// <param name="match">Gets the filters that passed on the payload as a whole; those on its elements go to <see cref="WebhookCall.Elements"/>.</param>
    /// <returns>What is wrong with the body, if it is declared as JSON and is not.</returns>
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

    /// <summary>Checks a body that no integration has read.</summary>
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
                // A long list on which no filter passes is none of this integration's.
                return default;
            }

            if (error.IsNone || error.Kind == PayloadErrorKind.TooManyElements || webhook.Form == PayloadForm.Json || error.Kind == PayloadErrorKind.InvalidUtf8)
            {
                return error;
            }

            // Known not to be JSON from here on, for every integration and every service.
            webhook.Form = PayloadForm.Text;
        }

        integration.MatchText(body, webhook.Scratch, ref match);
        return default;
    }

    /// <summary>The body, with the headers that an integration looks at behind everything else in it, so that places of mistakes stay.</summary>
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
