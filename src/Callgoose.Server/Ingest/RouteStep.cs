using System.Security.Cryptography;
using Callgoose.Incidents;
using Callgoose.Services;

namespace Callgoose.Ingest;

/// <summary>Step 4, route: turns the filter results of a service into an action for the store.</summary>
internal static class RouteStep
{
    /// <summary>A time further ahead of our clock than this is not trusted (Incidents/README.md rule 10).</summary>
    private const long OneDay = 24 * 60 * 60 * 1000;

    /// <summary>Adds the action. Copies its texts, because the match is a view that ends with this step.</summary>
    /// <param name="webhook">The call.</param>
    /// <param name="service">The service.</param>
    /// <param name="match">The filter results.</param>
    /// <param name="element">The index of the matched element, from 0; -1 for the whole payload.</param>
    /// <param name="isSuppressed">Whether the service is in maintenance, so that a trigger is held.</param>
    public static void Add(WebhookCall webhook, Service service, in FilterMatch match, int element, bool isSuppressed)
    {
        IncomingCall call = webhook.Call;
        ref ServiceAction action = ref call.AddAction(new ServiceScope(webhook.Token.Environment, service.Name));
        action.Element = element;
        action.IsSuppressed = isSuppressed;
        action.SuppressedUntil = isSuppressed ? service.MaintenanceUntil(call.ReceivedAt, call.Body.Written) : 0;
        if (match.Resolve.Passed)
        {
            action.ResolveFilter = match.Resolve.Filter;
            action.ResolveIntegration = match.Resolve.Integration;
            action.ResolveKey = Key(call, match.Resolve.Key);
            action.ResolveKeySpace = match.Resolve.KeySpace ?? match.Resolve.Integration?.Name ?? string.Empty;
            action.ResolveWithheld = match.Resolve.Withheld;
            action.EndedMembers = call.Text.Append(match.Resolve.Members);
            action.ResolveOccurredAt = Time(call, match.Resolve.OccurredAt);
            action.IsTimed = match.Resolve.IsTimed;
        }

        if (match.Acknowledge.Passed)
        {
            action.AcknowledgeFilter = match.Acknowledge.Filter;
            action.AcknowledgeIntegration = match.Acknowledge.Integration;
            action.AcknowledgeKey = Key(call, match.Acknowledge.Key);
            action.AcknowledgeKeySpace = match.Acknowledge.KeySpace ?? match.Acknowledge.Integration?.Name ?? string.Empty;
            action.AcknowledgeOccurredAt = Time(call, match.Acknowledge.OccurredAt);
        }

        if (match.Trigger.Passed)
        {
            action.TriggerFilter = match.Trigger.Filter;
            action.TriggerIntegration = match.Trigger.Integration;
            action.Urgency = match.Trigger.Urgency;
            action.TriggerKey = Key(call, match.Trigger.Key);
            action.TriggerKeySpace = match.Trigger.KeySpace ?? match.Trigger.Integration?.Name ?? string.Empty;
            action.TriggerKeyFault = match.Trigger.KeyFault;
            action.ResolveAfter = match.Trigger.ResolveAfter;
            action.EndsAt = OccurredAt.Parse(match.Trigger.EndsAt);
            call.FoundWarnings |= action.EndsAt is null && !IsZeroDate(match.Trigger.EndsAt) ? CallWarnings.TimeNotBelieved : CallWarnings.None;
            action.Members = call.Text.Append(match.Trigger.Members);
            action.ListedMembers = call.Text.Append(match.Trigger.Listed);
            action.VanishedMembers = call.Text.Append(match.Trigger.Vanished);
            action.Title = IncidentTitle.Append(call.Text, call.Source, match.Trigger.Title);
            if (action.TriggerKey.IsEmpty)
            {
                call.FoundWarnings |= match.Trigger.KeyFault == KeyFault.Unexpanded ? CallWarnings.Unkeyed | CallWarnings.KeyUnexpanded : CallWarnings.Unkeyed;
            }

            // If the filter sets no description, the element describes itself: otherwise each element would store the whole body.
            action.Description = call.Text.Append(match.Trigger.Description.IsEmpty ? match.Element : match.Trigger.Description);
            action.Link = IncidentLink.IsOne(match.Trigger.Link) ? call.Text.Append(match.Trigger.Link) : default;
            action.TriggerOccurredAt = Time(call, match.Trigger.OccurredAt);
            action.IsTimed |= match.Trigger.IsTimed;
            if (action.TriggerKey.IsEmpty)
            {
                SHA256.HashData(element < 0 ? call.Body.Written : match.Element, call.Text.Reserve(SHA256.HashSizeInBytes));
                action.BodyDigest = call.Text.Commit(SHA256.HashSizeInBytes);
            }
        }
    }

    /// <summary>Whether an end time is absent: an empty text, or the year 1, which tools send when there is no end yet.</summary>
    private static bool IsZeroDate(ReadOnlySpan<byte> text) => text.IsEmpty || text.StartsWith("0001-"u8);

    private static TextRange Key(IncomingCall call, ReadOnlySpan<byte> key)
    {
        TextRange kept = BoundedKey.Append(call.Text, key, out bool isShortened);
        call.FoundWarnings |= isShortened ? CallWarnings.KeyShortened : CallWarnings.None;
        return kept;
    }

    /// <summary>Reads when the event happened; null if the payload does not say, or if the time is not credible, which adds a warning for the sender.</summary>
    private static long? Time(IncomingCall call, ReadOnlySpan<byte> text)
    {
        long? told = OccurredAt.Parse(text);
        if (text.IsEmpty || (told is long at && at - call.ReceivedAt <= OneDay))
        {
            return told;
        }

        call.FoundWarnings |= CallWarnings.TimeNotBelieved;
        return null;
    }
}
