using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Relay;

/// <summary>Reads the relay queue. Blocks while it reads; may be called from any thread.</summary>
public interface IQueueReader : IDisposable
{
    /// <summary>The id of the queue; null as long as nothing was ever relayed.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    TimeOrderedId? Line();

    /// <summary>Reads the waiting calls after a given one, oldest first.</summary>
    /// <param name="after">The number of that call; 0 to start with the first call.</param>
    /// <param name="max">The maximum number of calls.</param>
    /// <param name="maxBytes">The maximum total size of the bodies, in bytes. One call is always read, however long it is.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<QueuedCall> Read(long after, int max, int maxBytes);

    /// <summary>Lists the calls that the upstream has refused for good, oldest first, without their bodies.</summary>
    /// <param name="max">The maximum number of calls.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<QueuedCall> Refused(int max);

    /// <summary>Counts the calls of the queue.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    QueueStatus Status();
}
