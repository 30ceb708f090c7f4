using System.Collections.Concurrent;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;

namespace Callgoose.Maintenances;

/// <summary>
/// How many incidents a maintenance held that has ended. Each is counted once, from the timelines of what came meanwhile, and remembered: nothing is held after the
/// end. May be used from any thread.
/// </summary>
/// <param name="list">Lists incidents.</param>
/// <param name="find">Finds one with its timeline.</param>
internal sealed class HeldCounts(Func<IncidentQuery, ValueTask<IncidentPage>> list, Func<TimeOrderedId, ValueTask<IncidentDetails?>> find)
{
    /// <summary>At most so many are counted: the count says that there may be more.</summary>
    public const int Most = 500;

    /// <summary>So many incidents of the time of a maintenance are looked at, the newest first: with tags only some of them were held.</summary>
    private const int MostLookedAt = 2000;

    /// <summary>Of so many the counts are remembered; beyond, all are forgotten and counted again.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string? Environment, string Service, long From, long Until), int> counts = new();

    /// <summary>Whether one was counted before, so that counting it takes nothing.</summary>
    public bool IsKnown(string? environment, string service, long from, long until) => counts.ContainsKey((environment, service, from, until));

    /// <summary>Counts what one held.</summary>
    /// <param name="environment">The environment whose incidents count; null for all.</param>
    /// <param name="service">The name of its service.</param>
    /// <param name="from">Its first moment, in Unix milliseconds (UTC).</param>
    /// <param name="until">The first moment after it, which has passed, in Unix milliseconds (UTC).</param>
    /// <returns>How many, up to <see cref="Most"/>.</returns>
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
