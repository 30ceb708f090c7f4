using System.Security.Cryptography;
using Callgoose.Incidents;
using Callgoose.Services;

namespace Callgoose.Ingest;

/// <summary>Step 4, route: turns what the filters of a service said into an action for the store.</summary>
internal static class RouteStep
{
    /// <summary>Adds the action. Its texts are copied: the match is a view that ends with this step.</summary>
    public static void Add(WebhookCall webhook, Service service, in FilterMatch match)
    {
        IncomingCall call = webhook.Call;
        ref ServiceAction action = ref call.AddAction(new ServiceScope(webhook.Token.Environment, service.Name));
        if (match.Resolve.Passed)
        {
            action.ResolveFilter = match.Resolve.Filter;
            action.ResolveIntegration = match.Resolve.Integration;
            action.ResolveKey = call.Text.Append(match.Resolve.Key);
            action.ResolveKeySpace = match.Resolve.KeySpace ?? match.Resolve.Integration?.Name ?? string.Empty;
            action.ResolveWithheld = match.Resolve.Withheld;
            action.ResolveOccurredAt = OccurredAt.Parse(match.Resolve.OccurredAt);
            action.IsTimed = match.Resolve.IsTimed;
        }

        if (match.Acknowledge.Passed)
        {
            action.AcknowledgeFilter = match.Acknowledge.Filter;
            action.AcknowledgeIntegration = match.Acknowledge.Integration;
            action.AcknowledgeKey = call.Text.Append(match.Acknowledge.Key);
            action.AcknowledgeKeySpace = match.Acknowledge.KeySpace ?? match.Acknowledge.Integration?.Name ?? string.Empty;
            action.AcknowledgeOccurredAt = OccurredAt.Parse(match.Acknowledge.OccurredAt);
        }

        if (match.Trigger.Passed)
        {
            action.TriggerFilter = match.Trigger.Filter;
            action.TriggerIntegration = match.Trigger.Integration;
            action.Urgency = match.Trigger.Urgency;
            action.TriggerKey = call.Text.Append(match.Trigger.Key);
            action.TriggerKeySpace = match.Trigger.KeySpace ?? match.Trigger.Integration?.Name ?? string.Empty;
            action.TriggerKeyFault = match.Trigger.KeyFault;
            action.ResolveAfter = match.Trigger.ResolveAfter;
            action.EndsAt = OccurredAt.Parse(match.Trigger.EndsAt);
            action.Members = call.Text.Append(match.Trigger.Members);
            action.Title = IncidentTitle.Append(call.Text, call.Source, match.Trigger.Title);
            action.Description = call.Text.Append(match.Trigger.Description);
            action.TriggerOccurredAt = OccurredAt.Parse(match.Trigger.OccurredAt);
            action.IsTimed |= match.Trigger.IsTimed;
            if (action.TriggerKey.IsEmpty || action.IsTimed)
            {
                SHA256.HashData(call.Body.Written, call.Text.Reserve(SHA256.HashSizeInBytes));
                action.BodyDigest = call.Text.Commit(SHA256.HashSizeInBytes);
            }
        }
    }
}
