using Callgoose.Storage.Outbox;

namespace Callgoose.Storage.Memory;

/// <summary>The outbox of a store in memory. Read it only between two batches, like the store itself.</summary>
/// <param name="store">The store.</param>
internal sealed class MemoryOutbox(MemoryStore store) : IOutboxReader
{
    /// <inheritdoc/>
    public long Version() => store.Commits;

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEvent> ReadAfter(long cursor, int max) => [.. store.Outbox.Where(told => told.Sequence > cursor).Take(max)];

    /// <inheritdoc/>
    public long Newest() => store.NewestLine;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
