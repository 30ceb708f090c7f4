using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Schema;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Counts how often each filter passed. Filter names come only from schema files.</summary>
internal sealed class FilterCounters
{
    private readonly Lock gate = new();
    private volatile Dictionary<FilterPart, StripedCounters> counters = [];

    /// <summary>Counts a pass of a part of a filter.</summary>
    public void Increment(Integration integration, string filter, string kind) =>
        Of(new FilterPart(integration.Name, filter, kind)).Increment(0);

    /// <summary>Returns how often each part of each filter passed: all filters of the integrations in force, and any other that has passed before.</summary>
    public IEnumerable<(FilterPart Part, long Passes)> All(IReadOnlyList<Integration> integrations)
    {
        foreach (Integration integration in integrations)
        {
            foreach (FilterSchema filter in IntegrationSchemas.Of(integration).Filters)
            {
                if (filter.Trigger is not null)
                {
                    Of(new FilterPart(integration.Name, filter.Name, FilterPart.Trigger));
                }

                if (filter.Resolve is not null)
                {
                    Of(new FilterPart(integration.Name, filter.Name, FilterPart.Resolve));
                }

                if (filter.Acknowledge is not null)
                {
                    Of(new FilterPart(integration.Name, filter.Name, FilterPart.Acknowledge));
                }
            }
        }

        return counters
            .OrderBy(static pair => pair.Key.Integration, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Key.Filter, StringComparer.Ordinal)
            .ThenByDescending(static pair => pair.Key.Kind, StringComparer.Ordinal)
            .Select(static pair => (pair.Key, pair.Value[0]));
    }

    private StripedCounters Of(FilterPart part) => counters.TryGetValue(part, out StripedCounters? found) ? found : Add(part);

    /// <summary>Adds a counter, once for each part. Readers keep using their copy of the table.</summary>
    private StripedCounters Add(FilterPart part)
    {
        lock (gate)
        {
            if (!counters.TryGetValue(part, out StripedCounters? found))
            {
                counters = new Dictionary<FilterPart, StripedCounters>(counters) { { part, found = new StripedCounters(1) } };
            }

            return found;
        }
    }
}
