using System.Collections.Immutable;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;

namespace Callgoose.Ingest;

/// <summary>Steps 3 and 4 for each service in the token's reach, in the order of the configuration: match, route.</summary>
internal static class ServicesStep
{
    /// <summary>Finds the actions of a call, or the reason why there are none.</summary>
    /// <returns>The refusal of the body, or null.</returns>
    public static Problem? Run(WebhookCall webhook, ImmutableArray<Service> services)
    {
        bool read = false;
        NoEffect nothing = default;
        foreach (Service service in services)
        {
            if (!TokenReach.Includes(webhook.Token, service))
            {
                continue;
            }

            // Runs even if the service allows no effect: whether filters passed decides which reason is reported.
            FilterMatch match = default;
            NoEffectReason? heldBack = HoldingBack(webhook, service);
            webhook.Elements.Begin(webhook, service, heldBack);
            PayloadError error = MatchStep.Run(webhook, service, ref match);
            if (!error.IsNone)
            {
                return error.Kind == PayloadErrorKind.TooManyElements ? Problems.TooManyElements : Problems.InvalidPayload(error, webhook.Call.Body.Written);
            }

            if (webhook.Elements.IsTooLarge)
            {
                return Problems.ElementsTooLarge;
            }

            bool hasFilters = !service.Integrations.All.IsEmpty;
            read |= hasFilters;
            webhook.Call.IsSourceKnown |= !match.IsEmpty || service.Integrations.Has(webhook.Call.Text[webhook.Call.Source]);
            bool passed = !match.IsEmpty || webhook.Elements.AnyPassed;
            if (!match.IsEmpty && heldBack != NoEffectReason.ServiceDisabled)
            {
                RouteStep.Add(webhook, service, match, element: -1, isSuppressed: heldBack is not null);
            }

            if (heldBack is NoEffectReason reason)
            {
                nothing.Add(reason, passed);
            }
            else if (!passed && hasFilters)
            {
                nothing.Add(NoEffectReason.NoFilterMatched, passed: false);
            }
        }

        webhook.Call.Reason = nothing.Reason;
        PayloadError unread = read ? default : MatchStep.Check(webhook);
        return unread.IsNone ? null : Problems.InvalidPayload(unread, webhook.Call.Body.Written);
    }

    /// <summary>Why a service accepts no calls, or holds triggers back (ProcessApi.md 7).</summary>
    private static NoEffectReason? HoldingBack(WebhookCall webhook, Service service) =>
        !service.IsEnabled ? NoEffectReason.ServiceDisabled
        : service.IsInMaintenance(webhook.Call.ReceivedAt, webhook.Call.Body.Written) ? NoEffectReason.InMaintenance
        : null;
}
