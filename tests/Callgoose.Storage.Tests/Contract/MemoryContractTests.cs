using Callgoose.Incidents;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Outbox;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the store in memory.</summary>
public sealed class MemoryContractTests : StoreContractTests
{
    private readonly MemoryStore memory = new();

    public MemoryContractTests() => Store = new IncidentStore(memory, memory, memory.OpenOutbox, new TimeOrderedIds(Clock), Options, Clock, NoteHealth);

    protected override IReadOnlyList<OutboxEvent> ReadOutbox(long cursor, int max) =>
        [.. memory.Outbox.Where(told => told.Sequence > cursor).Take(max)];
}
