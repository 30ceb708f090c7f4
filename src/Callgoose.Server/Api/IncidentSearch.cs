using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Threads;

namespace Callgoose.Api;

/// <summary>
/// Lists incidents in short turns. Conditions without an index are checked on a limited number of incidents at a time, and other waiting work gets a turn in between.
/// A list of open incidents therefore waits for part of a running search, not for all of it (benchmarks/README.md P8).
/// </summary>
/// <param name="store">The store.</param>
/// <param name="longWork">Schedules the turns; the first turn has already begun.</param>
/// <param name="length">How many incidents one turn checks: a few milliseconds of work.</param>
internal sealed class IncidentSearch(IncidentStore store, LongWork longWork, int length = IncidentSearch.Length)
{
    /// <summary>At least the size of the largest page.</summary>
    private const int Length = 2000;

    /// <summary>Reads a page. Checks at most as many incidents as the query allows.</summary>
    /// <exception cref="Callgoose.Storage.Contract.StoreException">The store cannot be read.</exception>
    public async Task<IncidentPage> ListAsync(IncidentQuery query)
    {
        IncidentPage page = await store.ListAsync(query with { MostLookedAt = length });
        var found = new List<IncidentSummary>(page.Incidents);
        for (int looked = length; page.NextCursor is long cursor && found.Count < query.Limit && looked < query.MostLookedAt; looked += length)
        {
            await longWork.TurnAsync();
            page = await store.ListAsync(query with { MostLookedAt = length, Limit = query.Limit - found.Count, BeforeSequence = cursor });
            found.AddRange(page.Incidents);
        }

        return new IncidentPage(found, page.NextCursor);
    }
}
