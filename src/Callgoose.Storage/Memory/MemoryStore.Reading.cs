using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Memory;

/// <summary>Reading.</summary>
public sealed partial class MemoryStore
{
    /// <inheritdoc/>
    public ValueTask<IncidentPage> ListAsync(IncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        MemoryIncident[] found =
        [
            .. Enumerable.Reverse(incidents).Where(known => IsWanted(known, query) && (query.BeforeSequence is not long before || known.Row.Sequence < before)),
        ];
        IncidentSummary[] page = [.. found.Take(query.Limit).Select(static known => known.Summary)];
        return new(new IncidentPage(page, found.Length > page.Length ? found[page.Length - 1].Row.Sequence : null));
    }

    /// <inheritdoc/>
    public ValueTask<OpenIncidents> CountOpenAsync(string environment, IReadOnlyCollection<string>? services)
    {
        IncidentSummary[] active =
        [
            .. incidents.Where(known => known.Scope.Environment == environment && services?.Contains(known.Scope.Service) != false)
                .Where(static known => known.Row.IsActive).Select(static known => known.Summary),
        ];
        IncidentSummary[] open = [.. active.Where(static known => known.State != IncidentState.Suppressed)];
        return new(new OpenIncidents(
            open.Length,
            open.Count(static known => known.State == IncidentState.Acknowledged),
            open.Count(static known => known.Urgency is Urgency.High or Urgency.P1 or Urgency.P2 or Urgency.P3))
        {
            Suppressed = active.Length - open.Length,
        });
    }

    /// <inheritdoc/>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => new(Find(id));

    private IncidentDetails? Find(TimeOrderedId id)
    {
        if (incidents.Find(known => known.Row.Id == id) is not MemoryIncident found)
        {
            return null;
        }

        var window = new TimelineWindow();
        bool isWhole = found.Timeline.AsEnumerable().Reverse().All(window.TryAdd);
        IReadOnlyList<Transition> shown = window.ToTimeline(isWhole ? null : found.Timeline[0]);
        return new IncidentDetails(found.Summary, found.Description, shown) { Link = found.Link, LinesLeftOut = found.Row.NotesLeftOut + found.Timeline.Count - shown.Count };
    }

    private static bool IsWanted(MemoryIncident known, IncidentQuery query) =>
        (query.Environment is null || known.Scope.Environment == query.Environment)
        && (query.Service is null || known.Scope.Service == query.Service)
        && query.Services?.Contains(known.Scope.Service) != false
        && query.Wants(known.Summary)
        && query.State switch
        {
            IncidentStateFilter.Active => known.Row.State is IncidentState.Triggered or IncidentState.Acknowledged,
            IncidentStateFilter.Triggered => known.Row.State == IncidentState.Triggered,
            IncidentStateFilter.Acknowledged => known.Row.State == IncidentState.Acknowledged,
            IncidentStateFilter.Resolved => known.Row.State == IncidentState.Resolved,
            IncidentStateFilter.Suppressed => known.Row.State == IncidentState.Suppressed,
            _ => true,
        };

    /// <inheritdoc/>
    public ValueTask<RememberedDelivery?> FindDeliveryAsync(TimeOrderedId token, byte[] delivery)
    {
        string id = Text(delivery);
        RememberedDelivery? found = deliveries.Where(pair => pair.Key.Token == token && pair.Key.Delivery == id)
            .Select(static pair => pair.Value.Remembered)
            .OrderBy(static remembered => remembered.ReceivedAt)
            .FirstOrDefault();
        return new(found);
    }
}
