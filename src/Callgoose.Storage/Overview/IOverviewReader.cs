using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Overview;

/// <summary>Reads what an overview counts: when incidents opened, were first acknowledged, and were resolved. Used by one at a time.</summary>
/// <remarks>An embedded store blocks and has ended when it comes back; one across a network blocks nobody.</remarks>
public interface IOverviewReader : IDisposable
{
    /// <summary>Walks through the incidents in the order of their numbers, a page at a time, each page one view of the store.</summary>
    /// <param name="after">The number of the last incident of the page before; 0 for the first page.</param>
    /// <param name="since">Only incidents that were made from then on, in Unix milliseconds (UTC).</param>
    /// <param name="limit">How many incidents at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<OverviewPage> WalkAsync(long after, long since, int limit);

    /// <summary>Follows the lines of all timelines in the order in which they were committed.</summary>
    /// <param name="after">The number of a line.</param>
    /// <param name="limit">How many lines to look at, at most.</param>
    /// <returns>What happened behind that line; null if the order is not kept that far back, so that it has to be counted anew.</returns>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<OverviewPage?> FollowAsync(long after, int limit);
}
