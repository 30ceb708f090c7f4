using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Relay;

/// <summary>Reads the line of calls that are relayed. Blocks while it reads; may be called from any thread.</summary>
public interface IQueueReader : IDisposable
{
    /// <summary>The id of the line; null as long as nothing was ever relayed.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    TimeOrderedId? Line();

    /// <summary>Reads the calls that wait behind one, oldest first.</summary>
    /// <param name="after">The number of that one; 0 for the first ones.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="maxBytes">How many bytes of bodies at most; one call is read however long it is.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<QueuedCall> Read(long after, int max, int maxBytes);

    /// <summary>Lists the calls that the upstream has refused for good, oldest first, without their bodies.</summary>
    /// <param name="max">How many at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<QueuedCall> Refused(int max);

    /// <summary>Counts what is there.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    QueueStatus Status();
}
