using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Reading;

/// <summary>
/// Follows the transitions of all incidents. It polls the store instead of being notified: so followers cost the writer nothing, and writes
/// of other processes are seen as well. May be used from any thread.
/// </summary>
/// <remarks>An embedded store blocks until the read is complete; a store across a network reads asynchronously.</remarks>
public interface ITransitionReader : IDisposable
{
    /// <summary>Returns a number that changes with every commit.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<long> VersionAsync();

    /// <summary>Returns the number of the newest transition; 0 if there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<long> NewestAsync();

    /// <summary>Reads the transitions of an environment after a given one, oldest first.</summary>
    /// <param name="sequence">The number of that transition.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="limit">The maximum number of transitions.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<FollowedTransition>> AfterAsync(long sequence, string environment, int limit);
}
