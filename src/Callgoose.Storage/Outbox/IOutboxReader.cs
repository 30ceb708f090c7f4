using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Outbox;

/// <summary>Reads what is to be delivered. Blocks while it reads; may be called from any thread.</summary>
public interface IOutboxReader : IDisposable
{
    /// <summary>A number that is another one after a commit: as long as it stays, nothing new is there. Costs microseconds.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Version();

    /// <summary>Reads the events behind one, oldest first.</summary>
    /// <param name="cursor">The number of that one; 0 for the first ones.</param>
    /// <param name="max">How many at most.</param>
    /// <exception cref="StoreException">They cannot be read.</exception>
    IReadOnlyList<OutboxEvent> ReadAfter(long cursor, int max);

    /// <summary>The number of the newest transition that was committed, whether it is in the outbox or not; 0 if there is none. Where a new destination starts.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    long Newest();
}
