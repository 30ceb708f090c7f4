using Callgoose.Incidents;
using Callgoose.Storage.Memory;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over the store in memory.</summary>
public sealed class MemoryContractTests : StoreContractTests
{
    public MemoryContractTests()
    {
        var memory = new MemoryStore();
        Store = new IncidentStore(memory, memory, memory.OpenOutbox, new TimeOrderedIds(Clock), Options, Clock, NoteHealth);
    }
}
