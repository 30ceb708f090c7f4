using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Counters for each source of calls. A source is the integration that a call names, so that no text of a caller becomes a label.</summary>
internal sealed class SourceCounters
{
    /// <summary>The label for every name that matches no integration.</summary>
    public const string Other = "other";

    /// <summary>The label for calls without a source, and for those refused before their source was read.</summary>
    public const string None = "none";

    private readonly Lock gate = new();
    private readonly int count;
    private readonly StripedCounters other;
    private readonly StripedCounters none;

    /// <summary>The counters by label, for every integration that has ever been in force: a counter never decreases.</summary>
    private readonly Dictionary<string, StripedCounters> byLabel = new(AsciiNameComparer.Instance);

    /// <summary>The counters by name and alias, for the integrations in force.</summary>
    private volatile Dictionary<string, StripedCounters> byName = new(AsciiNameComparer.Instance);

    /// <summary>Creates the counters.</summary>
    /// <param name="count">The number of counters per source.</param>
    public SourceCounters(int count)
    {
        this.count = count;
        byLabel.Add(Other, other = new StripedCounters(count));
        byLabel.Add(None, none = new StripedCounters(count));
    }

    /// <summary>All counters by label.</summary>
    public IReadOnlyList<KeyValuePair<string, StripedCounters>> All
    {
        get
        {
            lock (gate)
            {
                return [.. byLabel.OrderBy(static pair => pair.Key, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Updates the integrations in force.</summary>
    public void Use(IReadOnlyList<Integration> integrations)
    {
        lock (gate)
        {
            var names = new Dictionary<string, StripedCounters>(AsciiNameComparer.Instance);
            foreach (Integration integration in integrations)
            {
                if (!byLabel.TryGetValue(integration.Name, out StripedCounters? counters))
                {
                    byLabel.Add(integration.Name, counters = new StripedCounters(count));
                }

                foreach (string name in integration.Aliases.Prepend(integration.Name).Where(static name => name != "*"))
                {
                    names[name] = counters;
                }
            }

            byName = names;
        }
    }

    /// <summary>Returns the counters of a source.</summary>
    /// <param name="source">The query value <c>from</c> as UTF-8; may be empty.</param>
    public StripedCounters Of(ReadOnlySpan<byte> source) =>
        source.IsEmpty ? none
        : byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(source, out StripedCounters? counters) ? counters
        : other;
}
