using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Reading;

/// <summary>
/// Follows the transitions of all incidents. It looks instead of being told: so the writer does nothing for those who follow, and what another
/// process writes is seen as well. May be used from any thread.
/// </summary>
/// <remarks>An embedded store blocks and has ended when it comes back; one across a network blocks nobody.</remarks>
public interface ITransitionReader : IDisposable
{
    /// <summary>A number that is another one after every commit.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<long> VersionAsync();

    /// <summary>The number of the newest transition; 0 if there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<long> NewestAsync();

    /// <summary>The transitions of an environment behind one, oldest first.</summary>
    /// <param name="sequence">The number of that one.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<FollowedTransition>> AfterAsync(long sequence, string environment, int limit);
}
