using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Delivery.Events;

/// <summary>Rebuilds the events of an incident from its timeline: to explain deliveries, and to try changed routes.</summary>
internal static class TimelineEvents
{
    /// <summary>Returns the events of an incident, oldest first. Omits what happened while a maintenance held it, because no notification was sent then.</summary>
    /// <remarks>Title, description and urgency are those at the time of each entry: later changes are undone.</remarks>
    public static IReadOnlyList<IncidentEvent> Of(IncidentDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var events = new List<IncidentEvent>(details.Timeline.Count);
        IncidentSummary incident = details.Incident;
        (string title, string description, Urgency urgency) = (incident.Title, details.Description, incident.Urgency);
        for (int i = details.Timeline.Count - 1; i >= 0; i--)
        {
            Transition line = details.Timeline[i];
            IncidentState state = StateAt(details.Timeline, i);
            if (state != IncidentState.Suppressed)
            {
                events.Add(new IncidentEvent
                {
                    Sequence = 0,
                    Number = i + 1,
                    Event = line.Kind.ToText(),
                    At = line.At,
                    Cause = line.Cause,
                    Comment = line.Comment ?? string.Empty,
                    Incident = incident.Id,
                    State = state.ToText(),
                    Urgency = urgency.ToText(),
                    Service = incident.Service,
                    Environment = incident.Environment,
                    Source = incident.Source ?? string.Empty,
                    Key = incident.IncidentKey ?? string.Empty,
                    Title = title,
                    Description = description,
                    Occurrences = incident.Occurrences,
                    TriggeredAt = incident.TriggeredAt,
                    ResolvedAt = state == IncidentState.Resolved ? incident.ResolvedAt : null,
                    HasGrown = line.Changes is { UrgencyIs: not null } or { Joined: not null },
                });
            }

            title = line.Changes?.TitleWas ?? title;
            description = line.Changes?.DescriptionWas ?? description;
            urgency = line.Changes?.UrgencyWas ?? urgency;
        }

        events.Reverse();
        return events;
    }

    /// <summary>Returns the state after an entry.</summary>
    private static IncidentState StateAt(IReadOnlyList<Transition> timeline, int line)
    {
        for (int i = line; i >= 0; i--)
        {
            switch (timeline[i].Kind)
            {
                case TransitionKind.Triggered or TransitionKind.Unacknowledged:
                    return IncidentState.Triggered;
                case TransitionKind.Acknowledged:
                    return IncidentState.Acknowledged;
                case TransitionKind.Resolved:
                    return WasHeld(timeline, i) ? IncidentState.Suppressed : IncidentState.Resolved;
                case TransitionKind.Suppressed:
                    return IncidentState.Suppressed;
                default:
                    break;
            }
        }

        return IncidentState.Triggered;
    }

    /// <summary>Whether a maintenance still held the incident when it ended, so that no notification of its beginning was sent.</summary>
    private static bool WasHeld(IReadOnlyList<Transition> timeline, int end) => end > 0 && StateAt(timeline, end - 1) == IncidentState.Suppressed;
}
