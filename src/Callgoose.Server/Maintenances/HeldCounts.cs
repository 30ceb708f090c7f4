using System.Collections.Concurrent;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Maintenances;

/// <summary>
/// Counts how many incidents an ended maintenance held. Counts each maintenance once, from the timelines of the incidents of its
/// time, and caches the result, because it holds nothing after its end. Safe to use from any thread.
/// </summary>
/// <param name="list">Lists incidents.</param>
/// <param name="find">Finds an incident with its timeline.</param>
internal sealed class HeldCounts(Func<IncidentQuery, ValueTask<IncidentPage>> list, Func<TimeOrderedId, ValueTask<IncidentDetails?>> find)
{
    /// <summary>The maximum count. At this value there may be more.</summary>
    public const int Most = 500;

    /// <summary>The most incidents of a maintenance's time that are checked, newest first. A maintenance with tags held only some of them.</summary>
    private const int MostLookedAt = 2000;

    /// <summary>The most counts that are cached. Beyond it the cache is cleared.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string? Environment, string Service, long From, long Until), int> counts = new();

    /// <summary>Whether the count is cached, so that it costs nothing.</summary>
    public bool IsKnown(string? environment, string service, long from, long until) => counts.ContainsKey((environment, service, from, until));

    /// <summary>Counts what a maintenance held.</summary>
    /// <param name="environment">The environment whose incidents count; null for all.</param>
    /// <param name="service">The name of its service.</param>
    /// <param name="from">Its start, in Unix milliseconds (UTC).</param>
    /// <param name="until">Its exclusive end, which has passed, in Unix milliseconds (UTC).</param>
    /// <returns>The count, up to <see cref="Most"/>.</returns>
    /// <exception cref="StoreException">The incidents cannot be read.</exception>
    public async ValueTask<int> OfAsync(string? environment, string service, long from, long until)
    {
        (string? Environment, string Service, long From, long Until) key = (environment, service, from, until);
        if (counts.TryGetValue(key, out int known))
        {
            return known;
        }

        IncidentPage page = await list(new IncidentQuery { Environment = environment, Service = service, Since = from, Until = until, Limit = MostLookedAt });
        int held = 0;
        foreach (IncidentSummary incident in page.Incidents)
        {
            if (held < Most && await find(incident.Id) is { Timeline: [{ Kind: TransitionKind.Suppressed }, ..] })
            {
                held++;
            }
        }

        if (counts.Count >= MostRemembered)
        {
            counts.Clear();
        }

        counts[key] = held;
        return held;
    }
}
