using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Overview;

/// <summary>Reads the events that an overview counts: when incidents opened, were first acknowledged, and were resolved. Not thread-safe.</summary>
/// <remarks>An embedded store blocks until the read is complete; a store across a network reads asynchronously.</remarks>
public interface IOverviewReader : IDisposable
{
    /// <summary>Reads the incidents page by page in the order of their numbers. Each page is a consistent view of the store.</summary>
    /// <param name="after">The number of the last incident of the previous page; 0 for the first page.</param>
    /// <param name="since">Only incidents created at or after this time, in Unix milliseconds (UTC).</param>
    /// <param name="limit">The maximum number of incidents.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<OverviewPage> WalkAsync(long after, long since, int limit);

    /// <summary>Follows the lines of all timelines in the order in which they were committed.</summary>
    /// <param name="after">The number of a line.</param>
    /// <param name="limit">The maximum number of lines to read.</param>
    /// <returns>The events after that line; null if the store no longer has the order that far back, so that everything must be counted again.</returns>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<OverviewPage?> FollowAsync(long after, int limit);
}
