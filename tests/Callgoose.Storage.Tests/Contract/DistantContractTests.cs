using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Outbox;

namespace Callgoose.Storage.Tests;

/// <summary>The contract over a store that fetches beforehand, late and in any order, and whose connection breaks.</summary>
public sealed class DistantContractTests : StoreContractTests
{
    private readonly MemoryStore database = new();
    private readonly DistantStore distant;

    public DistantContractTests()
    {
        distant = new DistantStore(database, seed: 1);
        Store = new IncidentStore(distant, database, database.OpenOutbox, new TimeOrderedIds(Clock), Options, Clock, NoteHealth);
    }

    [Fact]
    public async Task A_commit_that_breaks_is_refused_and_leaves_nothing()
    {
        await CallAsync(Wanted.Trigger("INC-1"));
        distant.Breaks.Enqueue(DistantStore.Break.BeforeCommit);

        Assert.Equal(CommitStatus.Unavailable, await TryCallAsync("msg_1", "body", Wanted.Resolve("INC-1"), Wanted.Trigger("INC-2")));

        Assert.Equal([(IncidentState.Triggered, 1)], All.Select(incident => (incident.State, Store.Find(incident.Id)!.Timeline.Count)));
        Assert.Single(database.Outbox);
        while (!Store.IsHealthy)
        {
            await Task.Yield();
        }

        CallOutcome again = await CallAsync("msg_1", "body", Wanted.Resolve("INC-1"), Wanted.Trigger("INC-2"));
        Assert.Equal((true, true), (again.Resolved, again.Created));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_commit_loses_and_doubles_nothing()
    {
        for (int i = 0; i < 50; i++)
        {
            distant.Breaks.Enqueue(i % 2 == 0 ? DistantStore.Break.AfterCommit : DistantStore.Break.Nowhere);
            await CallAsync($"msg_{i}", $"body {i}", Wanted.Trigger($"INC-{i}"));
        }

        Assert.Equal(50, All.Count);
        Assert.Equal(50, database.Outbox.Count);
        Assert.True(distant.Fetched >= 100);
    }

    protected override IReadOnlyList<OutboxEvent> ReadOutbox(long cursor, int max) =>
        [.. database.Outbox.Where(told => told.Sequence > cursor).Take(max)];
}
