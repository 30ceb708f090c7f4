using Callgoose.Catalog;
using Callgoose.Incidents;
using Callgoose.Storage.Statistics;

namespace Callgoose.Observability.Metrics;

/// <summary>Numbers for each source of calls. A source is the integration that a call names, so that what a caller writes makes no label.</summary>
internal sealed class SourceCounters
{
    /// <summary>Stands for every name that no integration has.</summary>
    public const string Other = "other";

    /// <summary>Stands for calls that name nothing, or were refused before their source was read.</summary>
    public const string None = "none";

    private readonly Lock gate = new();
    private readonly int count;
    private readonly StripedCounters other;
    private readonly StripedCounters none;

    /// <summary>By label, of every integration that has been in force: a counter never goes back.</summary>
    private readonly Dictionary<string, StripedCounters> byLabel = new(AsciiNameComparer.Instance);

    /// <summary>By the names and aliases of the integrations in force.</summary>
    private volatile Dictionary<string, StripedCounters> byName = new(AsciiNameComparer.Instance);

    /// <summary>Makes them.</summary>
    /// <param name="count">How many numbers each source has.</param>
    public SourceCounters(int count)
    {
        this.count = count;
        byLabel.Add(Other, other = new StripedCounters(count));
        byLabel.Add(None, none = new StripedCounters(count));
    }

    /// <summary>All of them by label.</summary>
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

    /// <summary>Takes note of the integrations in force.</summary>
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

    /// <summary>The numbers of a source.</summary>
    /// <param name="source">The query value <c>from</c> as UTF-8; may be empty.</param>
    public StripedCounters Of(ReadOnlySpan<byte> source) =>
        source.IsEmpty ? none
        : byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(source, out StripedCounters? counters) ? counters
        : other;
}
