using Callgoose.Incidents;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage;

namespace Callgoose.Delivery;

/// <summary>The events as the timelines of a data folder have them.</summary>
public sealed class TimelineFeed : IEventFeed
{
    private readonly TimelineReader reader;

    private TimelineFeed(TimelineReader reader) => this.reader = reader;

    /// <summary>Opens the timelines of a data folder, in which the store is open.</summary>
    /// <exception cref="StoreException">The file cannot be opened.</exception>
    public static TimelineFeed Open(DataFolder folder) => new(TimelineReader.Open(folder));

    /// <inheritdoc/>
    public long Version() => reader.Version();

    /// <inheritdoc/>
    public long Newest() => reader.Newest();

    /// <inheritdoc/>
    public IReadOnlyList<IncidentEvent> After(long sequence, int limit) => [.. reader.After(sequence, limit).Select(EventOf)];

    /// <summary>Nothing: timelines are kept with their incidents.</summary>
    public void Forget(long upTo)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    /// <summary>The events of one incident, oldest first.</summary>
    public static IReadOnlyList<IncidentEvent> EventsOf(IncidentDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        return [.. details.Timeline.Select((transition, i) => EventOf(new TimelineEntry(0, i + 1, transition, details.Incident, details.Description)))];
    }

    /// <summary>Makes an event of a line of a timeline.</summary>
    internal static IncidentEvent EventOf(TimelineEntry entry)
    {
        IncidentSummary incident = entry.Incident;
        Transition transition = entry.Transition;
        IncidentState state = transition.Kind switch
        {
            TransitionKind.Triggered or TransitionKind.Unacknowledged => IncidentState.Triggered,
            TransitionKind.Acknowledged => IncidentState.Acknowledged,
            TransitionKind.Resolved => IncidentState.Resolved,
            _ => incident.State,
        };
        return new IncidentEvent
        {
            Sequence = entry.Sequence,
            Number = entry.Number,
            Event = transition.Kind.ToText(),
            At = transition.At,
            Cause = transition.Cause,
            Comment = transition.Comment ?? string.Empty,
            Incident = incident.Id,
            State = state.ToText(),
            Urgency = incident.Urgency.ToText(),
            Service = incident.Service,
            Environment = incident.Environment,
            Source = incident.Source ?? string.Empty,
            Key = incident.IncidentKey ?? string.Empty,
            Title = incident.Title,
            Description = entry.Description,
            Occurrences = incident.Occurrences,
            TriggeredAt = incident.TriggeredAt,
            ResolvedAt = state == IncidentState.Resolved ? transition.At : null,
        };
    }
}
