using Callgoose.Storage;
using Callgoose.Storage.Reading;
using Callgoose.Threads;

namespace Callgoose.Api;

/// <summary>
/// Lists incidents in short turns: what no index knows is looked for among some at a time, and whoever waits for a turn has one in between. So a list of
/// what is open waits for a part of the search before it, not for all of it (benchmarks/README.md P8).
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="longWork">Where the turns are taken; the first one has begun.</param>
/// <param name="length">How many incidents are looked at in a turn: a few milliseconds.</param>
internal sealed class IncidentSearch(IncidentStore store, LongWork longWork, int length = IncidentSearch.Length)
{
    /// <summary>No less than the largest page has.</summary>
    private const int Length = 2000;

    /// <summary>Reads a page, of which what the query says may be looked at.</summary>
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
