using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Outbox;

/// <summary>Reads the outbox. Blocks while it reads; may be called from any thread.</summary>
public interface IOutboxReader : IDisposable
{
    /// <summary>A number that changes with every commit: while it stays the same, there is nothing new. Costs microseconds.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Version();

    /// <summary>Reads the events after a given one, oldest first.</summary>
    /// <param name="cursor">The number of that event; 0 to start with the first event.</param>
    /// <param name="max">The maximum number of events.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<OutboxEvent> ReadAfter(long cursor, int max);

    /// <summary>
    /// The number of the newest committed transition, whether it is in the outbox or not; 0 if there is none. A new destination starts
    /// after it.
    /// </summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Newest();
}
